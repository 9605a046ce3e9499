package session_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/kernel/session"
	"github.com/udl-go/lab/kernel/session/internal/probe"
)

// mark is the cursor in the cases.
const mark = "‸"

// cursor takes the mark out of a text and returns where it was, in code points.
func cursor(text string) (code string, at int) {
	before, after, _ := strings.Cut(text, mark)
	return before + after, utf8.RuneCountInString(before)
}

func TestComplete(t *testing.T) {
	files, err := filepath.Glob("testdata/complete/*.txt")
	require.NoError(t, err)
	cases := 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		b := newBook(t)
		for i, line := range strings.Split(string(text), "\n") {
			line = strings.ReplaceAll(line, "⏎", "\n")
			if cell, ok := strings.CutPrefix(line, "@@ "); ok {
				b.ok(cell)
			} else if cell, ok := strings.CutPrefix(line, "@ "); ok {
				b = newBook(t)
				b.ok(cell)
			} else if code, want, ok := strings.Cut(line, " => "); ok {
				cases++
				completes(t, b.s, fmt.Sprintf("%s:%d: %s", filepath.Base(file), i+1, code), code, want)
			}
		}
	}
	assert.GreaterOrEqual(t, cases, 300)
}

// completes compares the matches at the mark with what a case wants.
func completes(t *testing.T, s *session.Session, where, marked, want string) {
	t.Helper()
	code, at := cursor(marked)
	c := s.Complete(code, at)
	var got []string
	for _, m := range c.Matches {
		got = append(got, m.Text)
		assert.NotEmpty(t, m.Type, where)
	}
	assert.Equal(t, at, c.End, where)
	assert.LessOrEqual(t, c.Start, c.End, where)
	if want == "none" {
		assert.Empty(t, got, where)
		return
	}
	mode, names := "", map[string][]string{}
	for _, w := range strings.Fields(want) {
		if strings.Contains("=+-1", w) {
			mode = w
			names[mode] = []string{}
			continue
		}
		names[mode] = append(names[mode], w)
	}
	if exact, ok := names["="]; ok {
		slices.Sort(exact)
		assert.Equal(t, strings.Join(exact, " "), strings.Join(slices.Sorted(slices.Values(got)), " "), where)
	}
	for _, w := range names["+"] {
		assert.Contains(t, got, w, where)
	}
	for _, w := range names["-"] {
		assert.NotContains(t, got, w, where)
	}
	if first := names["1"]; first != nil && assert.NotEmpty(t, got, where) {
		assert.Equal(t, first[0], got[0], where)
	}
}

// Whatever stands before the cursor and wherever it is, what is replaced lies
// around it, and the session stays as it is.
func FuzzComplete(f *testing.F) {
	s, err := session.New(session.Options{})
	require.NoError(f, err)
	f.Add("x.", 2)
	f.Add("func f[T any](x T) { x.\n}", 23)
	f.Add("import \"str", 11)
	f.Add("%doc str", 8)
	f.Add("a := []struct{ X int }{{X: 1}, {", 32)
	f.Add("😀 := `\n", 3)
	f.Add("switch x := y.(type) { case ", 28)
	f.Fuzz(func(t *testing.T, code string, at int) { asks(t, s, code, at) })
}

// asks asks everything about a place and checks what must hold anywhere.
func asks(t *testing.T, s *session.Session, code string, at int) {
	t.Helper()
	n := utf8.RuneCountInString(code)
	c := s.Complete(code, at)
	require.GreaterOrEqual(t, c.Start, 0, code)
	require.LessOrEqual(t, c.Start, c.End, code)
	require.LessOrEqual(t, c.End, n, code)
	require.Equal(t, min(max(at, 0), n), c.End, code)
	typed := strings.ToLower(string([]rune(code)[c.Start:c.End]))
	if utf8.ValidString(code) {
		for _, m := range c.Matches {
			require.True(t, strings.HasPrefix(strings.ToLower(m.Text), typed), "%q: %q", code, m.Text)
		}
	}
	if b, ok := s.Inspect(code, at, 1); ok {
		require.NotEmpty(t, b["text/plain"], code)
	}
}

// The same at places in the cells of all probes.
func TestCompleteAnywhere(t *testing.T) {
	files, err := filepath.Glob("testdata/probes/*.txt")
	require.NoError(t, err)
	s, err := session.New(session.Options{})
	require.NoError(t, err)
	asked := 0
	for end := time.Now().Add(5 * time.Second); time.Now().Before(end) && asked < 20_000; {
		for i, file := range files {
			text, err := os.ReadFile(file)
			require.NoError(t, err)
			f, err := probe.Parse(file, string(text))
			require.NoError(t, err)
			p := f.Probes[(asked*7+i)%len(f.Probes)]
			for j, code := range p.Cells {
				asks(t, s, code, (asked*131+j*17)%(utf8.RuneCountInString(code)+1))
				asked++
			}
		}
	}
	t.Logf("asked at %d places", asked)
	assert.Greater(t, asked, 50)
	b := &book{t: t, s: s}
	assert.Equal(t, "result 2", b.ok("1 + 1"))
	assert.Equal(t, "stdout no cell has declared anything yet", b.ok("%vars"))
}

func TestInspect(t *testing.T) {
	b := newBook(t)
	b.ok("import (\"strings\"; \"math\")\n// Point is a place.\ntype Point struct { X, Y float64 }\n\n// Norm is how far away\n// it is.\nfunc (p *Point) Norm() float64 { return 0 }\ntype Deep struct {\n\tPoint\n\tTag string // names it\n}\nvar d Deep\nconst Limit = 10\n// rate is how fast\nrate := 0.5\nfunc Map[T, U any](xs []T, f func(T) U) []U { return nil }")
	for _, c := range []struct{ code, decl, doc string }{
		{"strings.ToUp‸per(\"a\")", "func strings.ToUpper(s string) string", "ToUpper returns s with"},
		{"‸strings.ToUpper", "package strings // import \"strings\"", "Package strings implements"},
		{"strings.Repeat(‸", "func strings.Repeat(s string, count int) string", "Repeat returns a new string"},
		{"strings.Repeat(\"a\", ‸)", "func strings.Repeat(s string, count int) string", "Repeat returns"},
		{"strings.Repeat(strings.ToUpper(‸", "func strings.ToUpper(s string) string", "ToUpper"},
		{"fmt.Prin‸tln", "func fmt.Println(a ...any) (n int, err error)", "Println formats using"},
		{"d.No‸rm()", "func (*Point) Norm() float64", "Norm is how far away it is."},
		{"d.X‸", "X float64 // field of Point", ""},
		{"d.Point.‸Y", "Y float64 // field of Point", ""},
		{"d.Tag‸", "Tag string // field of Deep", "names it"},
		{"Deep{Tag‸: \"\"}", "Tag string // field of Deep", "names it"},
		{"d‸", "var d Deep", ""},
		{"rate‸ * 2", "var rate float64", "rate is how fast"},
		{"Limit‸", "const Limit untyped int = 10", ""},
		{"math.Pi‸", "const math.Pi untyped float = 3.14159", "Mathematical constants."},
		{"Point‸{}", "type Point struct {\n\tX float64\n\tY float64\n}", "Point is a place."},
		{"Map‸(nil, nil)", "func Map[T, U any](xs []T, f func(T) U) []U", ""},
		{"func f(n int) { n‸++ }", "var n int", ""},
		{"x‸ := 3", "var x int", ""},
		{"a, err‸ := strconv.Atoi(\"1\")", "var err error", ""},
		{"for‸ { }", "for", "for repeats:"},
		{"len‸(x)", "func len(v) int", "len is the number of elements"},
		{"var x float64‸", "type float64 // predeclared", "float64 is a floating-point number"},
		{"rbm.Con‸fig{}", "type rbm.Config struct {\n\tNComponents int", "Config holds the hyper-parameters"},
		{"rbm.Config{NIter‸: 3}", "NIter int // field of rbm.Config", "epochs of Fit; default 10"},
		{"m, err := rbm.New(rbm.Config{})\nm.Fit‸(ctx, x)", "func (*rbm.Bernoulli) Fit(ctx context.Context, x *compute.Tensor) error", "Fit trains the model"},
		{"var r io.Rea‸der", "type io.Reader interface {\n\tRead(p []byte) (n int, err error)\n}", "Reader is the interface"},
		{"time.Duration‸(3)", "type time.Duration int64", "A Duration represents"},
		{"os.Args‸", "var os.Args []string", "Args hold"},
		{"nosuch(\nd.Norm‸", "func (*Point) Norm() float64", "Norm is"},
		{"nosuch‸", "", ""},
		{"\"strings‸\"", "", ""},
		{"// strings‸", "", ""},
		{"12‸", "", ""},
		{"‸", "", ""},
		{"d.nosuch‸", "", ""},
		{"+ ‸", "", ""},
	} {
		code, at := cursor(c.code)
		i, ok := b.s.Inspect(code, at, 0)
		if c.decl == "" {
			assert.False(t, ok, "%s: %v", c.code, i)
			continue
		}
		if assert.True(t, ok, c.code) {
			decl, doc, _ := strings.Cut(i["text/plain"].(string), "\n\n")
			assert.True(t, strings.HasPrefix(decl, c.decl), "%s: %s", c.code, decl)
			assert.True(t, strings.HasPrefix(doc, c.doc) && (doc == "") == (c.doc == ""), "%s: %s", c.code, doc)
			assert.Contains(t, i["text/html"], "<pre")
		}
	}
	code, at := cursor("Point‸")
	i, _ := b.s.Inspect(code, at, 1)
	assert.Contains(t, i["text/plain"], "func (*Point) Norm() float64")
}

func TestDoc(t *testing.T) {
	b := newBook(t)
	b.ok("// Add adds.\nfunc Add(a, b int) int { return a + b }")
	for name, want := range map[string]string{
		"strings":                       "package strings",
		"strings.Builder":               "func (*strings.Builder) WriteString(s string) (int, error)",
		"strings.Builder.Len":           "func (*strings.Builder) Len() int",
		"rbm.Bernoulli.Fit":             "Fit trains the model",
		"github.com/udl-go/lab/udl/rbm": "package rbm",
		"rbm.Config.NIter":              "NIter int // field of rbm.Config",
		"Add":                           "Add adds.",
		"math/rand/v2":                  "package rand // import \"math/rand/v2\"",
		"append":                        "append adds values",
		"select":                        "select waits",
	} {
		assert.Contains(t, b.ok("%doc "+name), want, name)
	}
	b.ok("type A struct{}\n// Len of A.\nfunc (A) Len() int { return 1 }\ntype B struct{ Add int }\n// Len of B.\nfunc (b *B) Len() int { return 2 }\nvar ab A\nvar bb B")
	assert.Contains(t, b.ok("%doc ab.Len"), "Len of A.")
	assert.Contains(t, b.ok("%doc bb.Len"), "Len of B.")
	assert.NotContains(t, b.ok("%doc bb.Add"), "Add adds.", "a field is not the function of that name")
	f := b.fails("%doc nosuch")
	assert.Equal(t, "%doc nosuch: nothing is known of that name", f.Value)
	assert.Equal(t, "%doc a + b: nothing is known of that name", b.fails("%doc a + b").Value)
}

func BenchmarkComplete(b *testing.B) {
	s, err := session.New(session.Options{})
	require.NoError(b, err)
	out := &recorder{}
	f := s.Execute(b.Context(), session.Cell{Code: "import (\"fmt\"; \"strings\"; \"gonum.org/v1/gonum/mat\")\ntype P struct { X, Y int }\np := P{}\nd := mat.NewDense(2, 2, nil)", Number: 1}, out)
	require.Nil(b, f)
	for _, code := range []string{"strings.ToUp", "p.", "d.M", "fo", "func f(a int) {\n\tfor i := range a {\n\t\tfmt.Println(i, p."} {
		b.Run(strings.ReplaceAll(code, "\n", " "), func(b *testing.B) {
			var times []time.Duration
			for b.Loop() {
				start := time.Now()
				s.Complete(code, len(code))
				times = append(times, time.Since(start))
			}
			slices.Sort(times)
			b.ReportMetric(float64(times[len(times)/2].Microseconds()), "µs-median")
		})
	}
}

func BenchmarkInspect(b *testing.B) {
	s, err := session.New(session.Options{})
	require.NoError(b, err)
	require.Nil(b, s.Execute(b.Context(), session.Cell{Code: "import \"strings\"\ntype P struct { X, Y int }\np := P{}", Number: 1}, &recorder{}))
	for _, code := range []string{"strings.ToUpper", "p.X", "rbm.Bernoulli", "strings.Repeat(\"a\", "} {
		b.Run(code, func(b *testing.B) {
			for b.Loop() {
				if _, ok := s.Inspect(code, len(code), 0); !ok {
					b.Fatal(code)
				}
			}
		})
	}
}

// The first completion of a session reads the declarations of what it is about.
func BenchmarkFirstComplete(b *testing.B) {
	for _, code := range []string{"fmt.Pr", "rbm.New(rbm.Config{NC", "mat.NewD"} {
		b.Run(code, func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				s, err := session.New(session.Options{})
				require.NoError(b, err)
				b.StartTimer()
				s.Complete(code, len(code))
			}
		})
	}
}
