package value

import (
	"fmt"
	"math"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

// The real types; source has them for go/types, and the functions below their
// representation.
type (
	Point   struct{ X, y int }
	Celsius float64
	Name    string
	Flags   []bool
	Bytes   []byte
	Dict    map[Name]Celsius
	Node    struct {
		Value any
		Next  *Node
		names []Name
	}
	Stringy struct{ n int }
	Ptr     struct{ n int }
	Fails   struct{ Text string }
	Gopher  struct{ A int }
	Custom  struct{ A int }
	Bang    struct{ A int }
	inner   struct {
		A int
		s Stringy
	}
	Outer struct {
		inner
		Stringy Stringy
		hidden  Stringy
		D       time.Duration
		d       time.Duration
		E       error
		P       *Point
		F       func(int) string
		Any     any
		M       map[Point]Stringy
		Arr     [2]Stringy
		C       complex64
		u       uint8
	}
)

const source = `
import ("time"; "fmt")
type (
	Point struct{ X, y int }
	Celsius float64
	Name string
	Flags []bool
	Bytes []byte
	Dict map[Name]Celsius
	Node struct { Value any; Next *Node; names []Name }
	Stringy struct{ n int }
	Ptr struct{ n int }
	Fails struct{ Text string }
	Gopher struct{ A int }
	Custom struct{ A int }
	Bang struct{ A int }
	inner struct{ A int; s Stringy }
	Outer struct {
		inner
		Stringy Stringy
		hidden Stringy
		D time.Duration
		d time.Duration
		E error
		P *Point
		F func(int) string
		Any any
		M map[Point]Stringy
		Arr [2]Stringy
		C complex64
		u uint8
	}
)
func (Stringy) String() string { return "" }
func (*Ptr) String() string { return "" }
func (Fails) Error() string { return "" }
func (Gopher) GoString() string { return "" }
func (Custom) Format(s fmt.State, verb rune) {}
func (Bang) String() string { return "" }
func (Name) Len() int { return 0 }
`

func (s Stringy) String() string  { return fmt.Sprintf("<%d>", s.n) }
func (p *Ptr) String() string     { return fmt.Sprintf("*%d", p.n) }
func (f Fails) Error() string     { return "fails: " + f.Text }
func (g Gopher) GoString() string { return fmt.Sprintf("gopher(%d)", g.A) }
func (b Bang) String() string     { panic("boom") }
func (c Custom) Format(s fmt.State, verb rune) {
	w, ok := s.Width()
	p, okp := s.Precision()
	fmt.Fprintf(s, "[%c %d %v %d %v %v%v%v%v%v %d]", verb, w, ok, p, okp,
		s.Flag('+'), s.Flag('-'), s.Flag('#'), s.Flag(' '), s.Flag('0'), c.A)
}

type (
	rawPoint = struct{ X, Xy int }
	rawN     = struct{ Xn int }
	rawInner = struct {
		A  int
		Xs rawN
	}
	rawOuter = struct {
		Xinner  rawInner
		Stringy rawN
		Xhidden rawN
		D       time.Duration
		Xd      time.Duration
		E       error
		P       *rawPoint
		F       func(int) string
		Any     any
		M       map[rawPoint]rawN
		Arr     [2]rawN
		C       complex64
		Xu      uint8
	}
	rawNode = struct {
		Value  any
		Next   any
		Xnames []string
	}
)

// errWrap is what symbols generate for error.
type errWrap struct{ Boxed }

func (e errWrap) Error() string { return e.T.Method("Error").(func(any) string)(e.V) }

func printWorld(t *testing.T) *world {
	w := newWorld(t, source)
	w.SetMethods(w.id(t, "Stringy"), map[string]any{"String": func(r any) string { return Stringy{r.(rawN).Xn}.String() }})
	w.SetMethods(w.id(t, "*Stringy"), map[string]any{"String": func(r any) string { return Stringy{r.(*rawN).Xn}.String() }})
	w.SetMethods(w.id(t, "*Ptr"), map[string]any{"String": func(r any) string { return (&Ptr{r.(*rawN).Xn}).String() }})
	w.SetMethods(w.id(t, "Fails"), map[string]any{"Error": func(r any) string { return Fails{r.(struct{ Text string }).Text}.Error() }})
	w.SetMethods(w.id(t, "Gopher"), map[string]any{"GoString": func(r any) string { return Gopher{r.(struct{ A int }).A}.GoString() }})
	w.SetMethods(w.id(t, "Bang"), map[string]any{"String": func(any) string { panic("boom") }})
	w.SetMethods(w.id(t, "Custom"), map[string]any{"Format": func(r any, s fmt.State, verb rune) {
		Custom{r.(struct{ A int }).A}.Format(s, verb)
	}})
	return w
}

type pair struct{ real, raw any }

type boxer func(expr string, v any) any

func printPairs(t *testing.T) []pair {
	w := printWorld(t)
	b := func(expr string, v any) any { return w.box(t, expr, v) }
	return slices.Concat(namedPairs(b), outerPairs(b), methodPairs(b), plainPairs(b))
}

func namedPairs(b boxer) []pair {
	p, rp := &Point{1, 2}, &rawPoint{1, 2}
	n, rn := &Node{Value: 7}, &rawNode{Value: 7}
	return []pair{
		{Point{1, -2}, b("Point", rawPoint{1, -2})},
		{p, b("*Point", rp)},
		{Celsius(36.6), b("Celsius", 36.6)},
		{Celsius(math.Inf(1)), b("Celsius", math.Inf(1))},
		{Name("a\"b\n"), b("Name", "a\"b\n")},
		{Name("é"), b("Name", "é")},
		{Flags{true, false}, b("Flags", []bool{true, false})},
		{Flags(nil), b("Flags", []bool(nil))},
		{Bytes("hi\x00"), b("Bytes", []byte("hi\x00"))},
		{Bytes(nil), b("Bytes", []byte(nil))},
		{&Bytes{1}, b("*Bytes", &[]byte{1})},
		{Dict{"b": 1, "a": 2}, b("Dict", map[string]float64{"b": 1, "a": 2})},
		{Dict(nil), b("Dict", map[string]float64(nil))},
		{&Dict{"b": 1}, b("*Dict", &map[string]float64{"b": 1})},
		{*n, b("Node", *rn)},
		{n, b("*Node", rn)},
		{Node{Value: Point{1, 2}, names: []Name{"x"}}, b("Node", rawNode{Value: b("Point", rawPoint{1, 2}), Xnames: []string{"x"}})},
		{Node{Value: []any{nil, 1, Celsius(2)}}, b("Node", rawNode{Value: []any{nil, 1, b("Celsius", 2.0)}})},
	}
}

func outerPairs(b boxer) []pair {
	fail, rfail := Fails{"x"}, b("Fails", struct{ Text string }{"x"})
	outer := Outer{
		inner{1, Stringy{2}},
		Stringy{3},
		Stringy{4},
		5, 6, fail, nil, nil,
		Stringy{7},
		map[Point]Stringy{{2, 1}: {8}, {1, 5}: {9}, {1, 2}: {3}},
		[2]Stringy{{1}, {2}},
		1 + 2i, 200,
	}
	raw := rawOuter{
		rawInner{1, rawN{2}},
		rawN{3},
		rawN{4},
		5, 6,
		errWrap{rfail.(Boxed)},
		nil, nil, b("Stringy", rawN{7}),
		map[rawPoint]rawN{{2, 1}: {8}, {1, 5}: {9}, {1, 2}: {3}},
		[2]rawN{{1}, {2}},
		1 + 2i, 200,
	}
	return []pair{
		{outer, b("Outer", raw)},
		{&outer, b("*Outer", &raw)},
		{[]Outer{outer}, b("[]Outer", []rawOuter{raw})},
	}
}

func methodPairs(b boxer) []pair {
	fail, rfail := Fails{"x"}, b("Fails", struct{ Text string }{"x"})
	s, rs := Stringy{5}, rawN{5}
	ptr, rptr := &Ptr{5}, &rawN{5}
	return []pair{
		{s, b("Stringy", rs)},
		{&s, b("*Stringy", &rs)},
		{(*Stringy)(nil), b("*Stringy", (*rawN)(nil))},
		{*ptr, b("Ptr", *rptr)},
		{ptr, b("*Ptr", rptr)},
		{fail, rfail},
		{Gopher{3}, b("Gopher", struct{ A int }{3})},
		{[]Gopher{{3}}, b("[]Gopher", []struct{ A int }{{3}})},
		{Custom{3}, b("Custom", struct{ A int }{3})},
		{[]Custom{{3}}, b("[]Custom", []struct{ A int }{{3}})},
		{Bang{3}, b("Bang", struct{ A int }{3})},
		{[]Bang{{3}}, b("[]Bang", []struct{ A int }{{3}})},
		{map[string]Stringy{"b": {1}, "a": {2}}, b("map[string]Stringy", map[string]rawN{"b": {1}, "a": {2}})},
		{[]any{s, 1, nil, fail}, []any{b("Stringy", rs), 1, nil, rfail}},
		{map[any]any{1: s, 2: nil}, map[any]any{1: b("Stringy", rs), 2: nil}},
		{struct{ a, B any }{s, s}, b("struct{ a, B any }", struct{ Xa, B any }{b("Stringy", rs), b("Stringy", rs)})},
		{[2][]Name{{"x", "y"}, nil}, b("[2][]Name", [2][]string{{"x", "y"}, nil})},
	}
}

func plainPairs(b boxer) []pair {
	f := func(int) string { return "" }
	return []pair{
		{(func(int) string)(nil), (func(int) string)(nil)},
		{f, f},
		{(*Point)(nil), b("*Point", (*rawPoint)(nil))},
		{(chan Point)(nil), b("chan Point", (chan rawPoint)(nil))},
		{time.Second, time.Second},
		{[]time.Duration{1, 2}, []time.Duration{1, 2}},
		{[]byte("ab"), []byte("ab")},
		{nil, nil},
		{5, 5},
		{uint8(5), uint8(5)},
		{"x", "x"},
		{1.5, 1.5},
		{true, true},
		{2i, 2i},
		{[]int(nil), []int(nil)},
		{[3]byte{1, 2, 3}, [3]byte{1, 2, 3}},
		{[]string{"a", "b"}, []string{"a", "b"}},
		{fmt.Errorf("e"), fmt.Errorf("e")},
	}
}

// mainNames turns what fmt says of the types of this test into main's.
func mainNames(s string) string { return strings.ReplaceAll(s, "value.", "main.") }

// padded is a hidden address and what fills up its width, which depends on how
// many digits the address has.
var padded = regexp.MustCompile(` *(0[xX])?0*PLACE *`)

// places hides the addresses that x holds, in every base.
func places(s string, x any) string {
	var all []uintptr
	collect(reflect.ValueOf(x), &all, 0)
	for _, a := range all {
		for _, base := range []string{"%x", "%X", "%d", "%o", "%b"} {
			s = strings.ReplaceAll(s, fmt.Sprintf(base, a), "PLACE")
		}
	}
	return padded.ReplaceAllString(s, "${1}PLACE")
}

func collect(v reflect.Value, to *[]uintptr, depth int) {
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() || depth > 20 || v.Type() == reflect.TypeFor[*Type]() {
			return
		}
		*to = append(*to, v.Pointer())
		collect(v.Elem(), to, depth+1)
	case reflect.Interface:
		collect(v.Elem(), to, depth+1)
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			collect(v.Index(i), to, depth+1)
		}
	case reflect.Map:
		for it := v.MapRange(); it.Next(); {
			collect(it.Key(), to, depth+1)
			collect(it.Value(), to, depth+1)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			collect(v.Field(i), to, depth+1)
		}
	}
}

var directives = []string{
	"%v", "%+v", "%#v", "%d", "%x", "%X", "%s", "%q", "%T", "%5v", "%-8v|", "%08d", "%+d", "% d", "%#x", "% x", "%#q", "%+q",
	"%.1f", "%8.2f", "%g", "%e", "%t", "%c", "%U", "%b", "%o", "%O", "%z", "%.2s", "%10.3v", "%-10s|", "%010v", "%#5v", "%+.3e", "%w", "%5T|",
}

// Every verb prints of a boxed value what fmt prints of the real one.
func TestPrintsAsTheRealType(t *testing.T) {
	for i, p := range printPairs(t) {
		for _, d := range directives {
			want := places(mainNames(fmt.Sprintf(d, p.real)), p.real)
			got := places(mainNames(Sprintf(d, p.raw)), p.raw)
			assert.Equal(t, want, got, "%d: %s of %T", i, d, p.real)
		}
	}
}

func TestFormatsByItself(t *testing.T) {
	for i, p := range printPairs(t) {
		b, ok := p.raw.(Boxed)
		if !ok {
			continue
		}
		for _, d := range []string{"%v", "%+v", "%#v", "%5d", "%q", "%x", "%08.3f"} {
			want := places(mainNames(fmt.Sprintf(d, p.real)), p.real)
			assert.Equal(t, want, places(fmt.Sprintf(d, b), b), "%d: %s of %T", i, d, p.real)
		}
	}
}

func TestSprintSpacesAndExtras(t *testing.T) {
	w := printWorld(t)
	n, c := w.box(t, "Name", "n"), w.box(t, "Celsius", 2.0)
	assert.Equal(t, fmt.Sprint(1, 2, Name("n"), Name("n"), Celsius(2), 3, nil, "x"), Sprint(1, 2, n, n, c, 3, nil, "x"))
	assert.Equal(t, fmt.Sprintln(Name("n"), Celsius(2), nil), Sprintln(n, c, nil))
	for _, f := range []string{"", "%d", "%d %d %d", "%[2]v %[1]v", "%[3]v", "%*d", "%-*d|", "%.*f", "%[1", "%", "%5", "%[2]*[1]v|", "%!", "%%", "100%", "%[x]d", "%[2]2d", "%.[2]*[1]f", "%[1].2d", "%9999999d"} {
		assert.Equal(t, mainNames(fmt.Sprintf(f, 5, Celsius(2))), Sprintf(f, 5, c), f)
		assert.Equal(t, mainNames(fmt.Sprintf(f, Name("a"), Celsius(2))), Sprintf(f, w.box(t, "Name", "a"), c), f)
	}
}

func TestErrorf(t *testing.T) {
	w := printWorld(t)
	fails := w.box(t, "Fails", struct{ Text string }{"x"})
	err := errWrap{fails.(Boxed)}
	e := Errorf("100%% at %d: %w", 5, err)
	assert.Equal(t, "100% at 5: fails: x", e.Error())
	assert.Equal(t, "*fmt.wrapError", fmt.Sprintf("%T", e))
	assert.True(t, ErrorsIs(e, err))
	var target struct{ Text string }
	assert.True(t, w.ErrorsAs(e, w.box(t, "*Fails", &target)))
	assert.Equal(t, "x", target.Text)
	assert.PanicsWithValue(t, "errors: *target must be interface or implement error", func() {
		w.ErrorsAs(e, w.box(t, "*Name", new(string)))
	})
	two := Errorf("%w and %w", err, fmt.Errorf("b"))
	assert.Equal(t, "fails: x and b", two.Error())
	assert.True(t, ErrorsIs(two, err))
	var any0 any
	assert.True(t, w.ErrorsAs(e, w.box(t, "*interface{ Error() string }", &any0)))
}
