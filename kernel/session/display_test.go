package session_test

import (
	"context"
	"encoding/xml"
	"flag"
	"fmt"
	"hash/crc32"
	"io"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/kernel/session"
	"github.com/udl-go/lab/udl"
)

var update = flag.Bool("update", false, "write the golden files of displays anew")

// prelude declares what the cells of testdata/display show.
const prelude = `import (
	"bufio"; "bytes"; "cmp"; "container/list"; "context"; "encoding/json"; "errors"; "fmt"; "image"; imgcolor "image/color"; "io"; "maps"
	"math"; "math/big"; "math/bits"; "math/rand/v2"; "os"; "reflect"; "regexp"; "slices"; "sort"; "strconv"; "strings"; "sync"; "sync/atomic"
	"text/tabwriter"; "time"; "unicode"
	"github.com/udl-go/lab/compute"; "github.com/udl-go/lab/udl"; "github.com/udl-go/lab/udl/dataset"; "github.com/udl-go/lab/udl/display"; "github.com/udl-go/lab/udl/nn"; "github.com/udl-go/lab/udl/nn/optim"; "github.com/udl-go/lab/udl/nn/train"; "github.com/udl-go/lab/udl/rbm"
)
type point struct { X, Y float64; name string }
func (p point) norm() float64 { return math.Hypot(p.X, p.Y) }
type shape interface { norm() float64 }
type temperature float64
func (t temperature) String() string { return fmt.Sprintf("%.1f °C", float64(t)) }
type color int
func (c color) String() string { return []string{"red", "green", "blue"}[c] }
var colors = map[color]int{0: 1, 2: 3}
type named struct{ s string }
func (n named) String() string { return "named " + n.s }
type shy struct{ a, b int }
type failing struct{}
func (failing) String() string { panic("no text") }
type tree struct { V int; L, R *tree }
loop := &tree{V: 1}
loop.L = loop
type pair[K comparable, V any] struct { Key K; Val V }
type stack[T any] struct { items []T }
type node struct { Name string; Kids []node }
type withErr struct { N int; Err error }
type embedded struct { point; Z float64 }
type page string
func (p page) HTML() string { return "<section>" + string(p) + "</section>" }
type picture struct{}
func (picture) SVG() string { return "<svg xmlns='http://www.w3.org/2000/svg'><rect width='3' height='4'/></svg>" }
type dots struct{}
func (dots) PNG() []byte { return []byte("\x89PNG dots") }
type both struct{ n int }
func (both) HTML() string { return "<b>both</b>" }
func (both) SVG() string { return "<svg/>" }
func (both) String() string { return "both texts" }
type panics struct{}
func (panics) HTML() string { panic("no page") }
wide, tall := [][]float64{make([]float64, 784)}, make([][]float64, 60000)
for i := range tall { tall[i] = []float64{float64(i), 0.5} }
p := point{1, 2, "p"}
ps := []point{p, {3, 4, "q"}}
ready := make(chan int, 9)
for i := range 9 { ready <- i }
func must[T any](x T, err error) T { if err != nil { panic(err) }; return x }
var _ = []any{bufio.NewReader, bytes.NewReader, cmp.Compare[int], list.New, context.TODO, json.Valid, errors.Is, image.Rect, imgcolor.Black, io.EOF, maps.Keys[map[int]int], big.NewInt, bits.Len, rand.Int, os.Args, reflect.TypeOf, regexp.Compile, slices.Max[[]int], sort.Ints, strconv.Itoa, strings.Fields, &sync.Mutex{}, atomic.AddInt64, tabwriter.NewWriter, time.Now, unicode.IsUpper, compute.New, udl.ErrShape, dataset.MNIST, display.Text, nn.NewDense, optim.New, train.Run, rbm.New}
dense := nn.NewDense(compute.NewRNG(1), 784, 64, nn.DenseConfig{Activation: compute.Sigmoid})
`

// address is where something lies in memory, which no two runs share.
var address = regexp.MustCompile(`0x[0-9a-f]{6,}`)

// gallery runs the cells and returns what each shows.
func gallery(t *testing.T) (cells []string, shown []udl.Bundle) {
	text, err := os.ReadFile("testdata/display/cells.txt")
	require.NoError(t, err)
	b := newBook(t)
	b.ok(prelude)
	for _, code := range strings.Split(strings.TrimSpace(string(text)), "\n") {
		g := &showcase{}
		f := b.s.Execute(context.Background(), session.Cell{Code: code, Number: 2}, g)
		if f != nil {
			g.result = udl.Bundle{"error": f.Value}
		}
		cells, shown = append(cells, code), append(shown, g.result)
	}
	return cells, shown
}

// showcase keeps the result of a cell.
type showcase struct {
	recorder
	result udl.Bundle
}

func (s *showcase) Result(b udl.Bundle) { s.result = b }

// TestDisplays compares what 200 values look like with what was looked at.
func TestDisplays(t *testing.T) {
	cells, shown := gallery(t)
	var got strings.Builder
	for i, code := range cells {
		fmt.Fprintf(&got, "=== %s\n", code)
		for _, mime := range slices.Sorted(maps.Keys(shown[i])) {
			switch x := shown[i][mime].(type) {
			case []byte:
				fmt.Fprintf(&got, "--- %s\n%d bytes, crc %08x\n", mime, len(x), crc32.ChecksumIEEE(x))
			default:
				s := address.ReplaceAllString(fmt.Sprintf("%s", x), "0x…")
				if len(s) > 3000 {
					s = fmt.Sprintf("%s… %d bytes, crc %08x", s[:600], len(s), crc32.ChecksumIEEE([]byte(s)))
				}
				fmt.Fprintf(&got, "--- %s\n%s\n", mime, s)
			}
		}
	}
	assert.GreaterOrEqual(t, len(cells), 200)
	const golden = "testdata/display/cells.golden"
	if *update {
		require.NoError(t, os.WriteFile(golden, []byte(got.String()), 0o644))
	}
	want, err := os.ReadFile(golden)
	require.NoError(t, err)
	if string(want) == got.String() {
		return
	}
	w, g := strings.Split(string(want), "=== "), strings.Split(got.String(), "=== ")
	require.Equal(t, len(w), len(g))
	for i := range w {
		assert.Equal(t, w[i], g[i])
	}
}

// What is shown has a text, escapes what it holds, and is well formed.
func TestDisplaysAreWellFormed(t *testing.T) {
	cells, shown := gallery(t)
	for i, b := range shown {
		if b == nil || b["error"] != nil {
			continue
		}
		assert.NotNil(t, b["text/plain"], cells[i])
		if s, ok := b["text/html"].(string); ok {
			assert.NotContains(t, s, "<script", cells[i])
			d := xml.NewDecoder(strings.NewReader("<x>" + strings.ReplaceAll(s, "<audio controls", `<audio controls=""`) + "</x>"))
			for {
				_, err := d.Token()
				if err == io.EOF {
					break
				}
				require.NoError(t, err, "%s: %s", cells[i], s)
			}
		}
	}
}

// Showing the last expression costs little, however large it is.
func BenchmarkDisplay(b *testing.B) {
	s, err := session.New(session.Options{})
	require.NoError(b, err)
	require.Nil(b, s.Execute(b.Context(), session.Cell{Code: prelude + "\nthousand := make([]point, 1000)\nmodel := must(rbm.New(rbm.Config{}))\ntensor := compute.New(60000, 784)", Number: 1}, &recorder{}))
	for _, code := range []string{"1", "p", "tall", "thousand", "model", "tensor", "ps"} {
		b.Run(code, func(b *testing.B) {
			quiet, shown := []time.Duration{}, []time.Duration{}
			for b.Loop() {
				for _, c := range []struct {
					code string
					to   *[]time.Duration
				}{{"_ = " + code, &quiet}, {code, &shown}} {
					start := time.Now()
					require.Nil(b, s.Execute(b.Context(), session.Cell{Code: c.code, Number: 2}, &showcase{}))
					*c.to = append(*c.to, time.Since(start))
				}
			}
			slices.Sort(quiet)
			slices.Sort(shown)
			b.ReportMetric(float64((shown[len(shown)/2] - quiet[len(quiet)/2]).Microseconds()), "µs-more")
		})
	}
}

// A nil error that ends the results of a call is not worth showing, also where
// calls among its arguments come first.
func TestNilErrorIsNotShown(t *testing.T) {
	b := newBook(t)
	b.ok("import \"errors\"\nfunc id(n int) int { return n }\nfunc check(n int) error { if n > 0 { return errors.New(\"bad\") }; return nil }\nfunc both(n int) (int, error) { return n, check(n) }")
	assert.Empty(t, b.ok("check(0)"))
	assert.Empty(t, b.ok("check(id(0))"))
	assert.Equal(t, "result bad", b.ok("check(id(1))"))
	assert.Equal(t, "result 0", b.ok("both(id(0))"))
	assert.Equal(t, "result (1, bad)", b.ok("both(id(1))"))
	assert.Equal(t, "result <nil>", b.ok("var err error\nerr"))
}
