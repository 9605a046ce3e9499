package value

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"math"
	"reflect"
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const shapes = `
import ("errors"; "time"; "fmt"; "io")
type Shape interface { Area() float64; name(n int) string }
type Square struct{ Side float64 }
func (Square) Area() float64 { return 0 }
func (Square) name(int) string { return "" }
type Circle struct{ R float64 }
func (*Circle) Area() float64 { return 0 }
func (*Circle) name(int) string { return "" }
type Odd struct{ s []int }
func (Odd) Area() int { return 0 }
type Timer interface { Seconds() float64; String() string }
type Writer interface { Write(p []byte) (int, error); io.StringWriter }
type Pair[A, B any] struct{ a A; B B }
type Inst = Pair[int, []string]
type Not struct{ Code int }
func (Not) Error() string { return "" }
func (Not) Is(error) bool { return false }
type Wrap struct{ E error }
func (Wrap) Error() string { return "" }
func (Wrap) Unwrap() error { return nil }
type F func(int, ...string) (error, bool)
var _ = errors.New
var _ time.Time
var _ fmt.State
`

func TestImplementsAndFinds(t *testing.T) {
	w := newWorld(t, shapes)
	square, circle := w.box(t, "Square", struct{ Side float64 }{2}), w.box(t, "*Circle", &struct{ R float64 }{1})
	shape, timer, writer := w.id(t, "Shape"), w.id(t, "Timer"), w.id(t, "Writer")
	w.SetMethods(w.id(t, "Square"), map[string]any{"Area": func(r any, k float64) float64 { return k * r.(struct{ Side float64 }).Side }})
	for range 2 { // the second answer is a remembered one
		assert.True(t, w.Implements(square, shape))
		assert.True(t, w.Implements(circle, shape))
	}
	for _, x := range []any{nil, 5, w.box(t, "Circle", struct{ R float64 }{1}), w.box(t, "Odd", struct{ Xs []int }{})} {
		assert.False(t, w.Implements(x, shape))
	}
	assert.True(t, w.Implements(time.Second, timer))
	assert.False(t, w.Implements(time.Time{}, timer))
	assert.True(t, w.Implements(&bytes.Buffer{}, writer))
	assert.False(t, w.Implements(bytes.Buffer{}, writer))

	assert.Equal(t, 6.0, w.Find(square, "Area").(func(any, float64) float64)(w.Recv(square), 3))
	assert.Equal(t, "1s", w.Find(time.Second, "String").(func(any) string)(w.Recv(time.Second)))
	var b bytes.Buffer
	n, err := w.Find(&b, "Write").(func(any, []byte) (int, error))(&b, []byte("abc"))
	require.NoError(t, err)
	assert.Equal(t, 3, n)
	r := io.Reader(&b)
	assert.Equal(t, 3, w.Find(r, "Len").(func(any) int)(r))
	assert.PanicsWithError(t, "runtime error: invalid memory address or nil pointer dereference", func() { w.Find(nil, "Area") })
}

func TestAssertions(t *testing.T) {
	w := newWorld(t, shapes)
	odd := w.box(t, "Odd", struct{ Xs []int }{})
	for want, f := range map[string]func(){
		"interface conversion: interface {} is string, not int":                                        func() { w.AssertPanic("x", w.id(t, "any"), w.id(t, "int")) },
		"interface conversion: interface {} is nil, not int":                                           func() { w.AssertPanic(nil, w.id(t, "any"), w.id(t, "int")) },
		"interface conversion: main.Shape is main.Odd, not main.Square":                                func() { w.AssertPanic(odd, w.id(t, "Shape"), w.id(t, "Square")) },
		"interface conversion: main.Odd is not main.Shape: missing method Area":                        func() { w.AssertPanic(odd, w.id(t, "any"), w.id(t, "Shape")) },
		"interface conversion: main.Odd is not error: missing method Error":                            func() { w.AssertPanic(odd, w.id(t, "any"), w.id(t, "error")) },
		"interface conversion: int is not main.Shape: missing method Area":                             func() { w.AssertPanic(5, w.id(t, "any"), w.id(t, "Shape")) },
		"interface conversion: interface is nil, not main.Shape":                                       func() { w.AssertPanic(nil, w.id(t, "any"), w.id(t, "Shape")) },
		"runtime error: invalid memory address or nil pointer dereference":                             func() { w.AssertPanic(nil, -1, -1) },
		"runtime error: negative shift amount":                                                         func() { Shift(-1) },
		"runtime error: cannot convert slice with length 2 to array or pointer to array with length 3": func() { SliceToArray(2, 3) },
	} {
		assert.PanicsWithError(t, want, f)
	}
	v, ok := w.As(odd, w.id(t, "Odd"))
	assert.True(t, ok)
	assert.Equal(t, struct{ Xs []int }{}, v)
	_, ok = w.As(5, w.id(t, "Odd"))
	assert.False(t, ok)
}

func TestNamesOfTypes(t *testing.T) {
	w := newWorld(t, shapes)
	for expr, want := range map[string]string{
		"Inst": "main.Pair[int,[]string]", "F": "main.F", "func(int, ...string) (error, bool)": "func(int, ...string) (error, bool)",
		"Pair[Odd, Pair[byte, rune]]": "main.Pair[main.Odd,main.Pair[uint8,int32]]", "[]any": "[]interface {}",
		"struct{}": "struct {}", "struct{ a int `k:\"v\"`; Square }": `struct { a int "k:\"v\""; main.Square }`,
		"chan (<-chan int)": "chan (<-chan int)", "<-chan chan<- int": "<-chan chan<- int", "map[string]*[3]Odd": "map[string]*[3]main.Odd",
		"interface{ Area() float64; m() }": "interface { Area() float64; main.m() }", "func()": "func()", "func() error": "func() error",
	} {
		assert.Equal(t, want, w.Type(w.id(t, expr)).String(), expr)
	}
}

func TestEqualAsInGo(t *testing.T) {
	w := newWorld(t, shapes)
	square := func(x float64) any { return w.box(t, "Square", struct{ Side float64 }{x}) }
	odd := w.box(t, "Odd", struct{ Xs []int }{})
	assert.True(t, Eq(square(1), square(1)))
	assert.False(t, Eq(square(1), square(2)))
	assert.False(t, Eq(square(math.NaN()), square(math.NaN())))
	assert.False(t, Eq(square(1), w.box(t, "struct{ Side float64 }", struct{ Side float64 }{1})))
	assert.False(t, Eq(odd, 5))
	assert.True(t, Eq(nil, nil))
	assert.False(t, Eq(odd, nil))
	assert.True(t, Eq(errWrap{square(1).(Boxed)}, square(1)))
	for want, f := range map[string]func(){
		"runtime error: comparing uncomparable type main.Odd": func() { Eq(odd, odd) },
		"runtime error: comparing uncomparable type []int":    func() { Eq([]int{}, []int{}) },
	} {
		assert.PanicsWithError(t, want, f)
	}
	assert.PanicsWithError(t, "runtime error: comparing uncomparable type main.Odd", func() { Eq([1]any{odd}, [1]any{odd}) })
}

func TestErrorsOfASession(t *testing.T) {
	w := newWorld(t, shapes)
	w.SetMethods(w.id(t, "Not"), map[string]any{
		"Error": func(any) string { return "not" },
		"Is":    func(_ any, e error) bool { return e == fs.ErrNotExist },
	})
	w.SetMethods(w.id(t, "Wrap"), map[string]any{
		"Error":  func(any) string { return "wrap" },
		"Unwrap": func(r any) error { return r.(struct{ E error }).E },
	})
	not := errWrap{w.box(t, "Not", struct{ Code int }{4}).(Boxed)}
	wrap := errWrap{w.box(t, "Wrap", struct{ E error }{errors.Join(io.EOF, not)}).(Boxed)}
	assert.True(t, ErrorsIs(wrap, fs.ErrNotExist))
	assert.True(t, ErrorsIs(wrap, io.EOF))
	assert.True(t, ErrorsIs(wrap, not))
	assert.False(t, ErrorsIs(wrap, io.ErrUnexpectedEOF))
	assert.False(t, ErrorsIs(nil, io.EOF))
	assert.NotNil(t, ErrorsUnwrap(wrap))
	assert.Nil(t, ErrorsUnwrap(not))
	var code struct{ Code int }
	assert.True(t, w.ErrorsAs(wrap, w.box(t, "*Not", &code)))
	assert.Equal(t, 4, code.Code)
	var pe *fs.PathError
	assert.False(t, w.ErrorsAs(wrap, &pe))
	assert.True(t, w.ErrorsAs(errors.Join(wrap, &fs.PathError{Op: "o", Err: io.EOF}), &pe))
	assert.Equal(t, "o", pe.Op)
	assert.PanicsWithValue(t, "errors: target must be a non-nil pointer", func() { w.ErrorsAs(wrap, 5) })
}

func TestPanicsInGoWords(t *testing.T) {
	w := newWorld(t, shapes)
	caught := func(f func()) (x any) {
		defer func() { x = recover() }()
		f()
		return nil
	}
	v := reflect.ValueOf([]int{1})
	zero := 0
	for want, f := range map[string]func(){
		"runtime error: index out of range":                                                            func() { v.Index(3) },
		"runtime error: slice bounds out of range":                                                     func() { v.Slice(2, 9) },
		"runtime error: invalid memory address or nil pointer dereference":                             func() { reflect.ValueOf((*struct{ A int })(nil)).Elem().Field(0) },
		"runtime error: integer divide by zero":                                                        func() { _ = 1 / zero },
		"assignment to entry in nil map":                                                               func() { reflect.ValueOf(map[int]int(nil)).SetMapIndex(reflect.ValueOf(1), reflect.ValueOf(1)) },
		"runtime error: makeslice: len out of range":                                                   func() { reflect.MakeSlice(reflect.TypeFor[[]int](), -1, 1) },
		"runtime error: makeslice: cap out of range":                                                   func() { reflect.MakeSlice(reflect.TypeFor[[]int](), 2, 1) },
		"makechan: size out of range":                                                                  func() { reflect.MakeChan(reflect.TypeFor[chan int](), -1) },
		"send on closed channel":                                                                       func() { c := make(chan int); close(c); reflect.ValueOf(c).Send(reflect.ValueOf(1)) },
		"runtime error: cannot convert slice with length 1 to array or pointer to array with length 4": func() { v.Convert(reflect.TypeFor[[4]int]()) },
	} {
		x := Panicked(caught(f))
		err, ok := x.(runtime.Error)
		require.True(t, ok, "%T %v", x, x)
		assert.Equal(t, want, err.Error())
		assert.Equal(t, want, Text(x))
	}
	assert.Equal(t, "x", Panicked(reflect.ValueOf("x")))
	assert.Equal(t, "x\ty", Text("x\ty"))
	assert.Equal(t, "5", Text(5))
	assert.Equal(t, "main.S(\"a\n\tb\")", Text(Boxed{newWorld(t, "type S string").Add(1, newWorld(t, "type S string").pkg.Scope().Lookup("S").Type()), "a\nb"}))
	assert.Equal(t, "time.Month(3)", Text(struct{ error }{errors.New("time.Month(3)")}))
	assert.Equal(t, "(main.Odd) {s:[]}", Text(w.box(t, "Odd", struct{ Xs []int }{})))
	assert.IsType(t, &runtime.PanicNilError{}, caught(func() { Panic(nil) }))
}

func TestBuiltins(t *testing.T) {
	assert.Equal(t, "1.5 0.1 1e+100 (1-2i) 97 x true -3 nil\n", Println(1.5, float32(0.1), 1e100, 1-2i, 'a', "x", true, int8(-3), nil))
	assert.Equal(t, "ab1", Print("a", "b", 1.0))
	assert.Equal(t, "[0/0]0x0 0x0\n", Println([]int(nil), (*int)(nil)))
	m := map[float64]int{math.NaN(): 1, 2: 3}
	assert.Len(t, Keys(m), 2)
	es := Entries(m)
	require.Len(t, es, 2)
	delete(m, 2)
	seen := 0
	for _, e := range es {
		if _, ok := e.Next(); ok {
			seen++
		}
	}
	assert.Equal(t, 1, seen)
	Clear(m)
	assert.Empty(t, m)
	s := []int{1, 2}
	Clear(s)
	assert.Equal(t, []int{0, 0}, s)
	assert.Equal(t, uint64(3), Shift(3))
	assert.Equal(t, 5, Raw(5))
}

func TestSelect(t *testing.T) {
	tab := NewTable()
	c, d := make(chan any, 1), make(chan int, 1)
	i, _, _ := tab.Select(false, []int{Receive, Receive}, []any{c, d}, []any{nil, nil})
	assert.Equal(t, -1, i)
	i, _, _ = tab.Select(true, []int{Receive, Send, Receive}, []any{d, c, nil}, []any{nil, nil, nil})
	assert.Equal(t, 1, i)
	i, x, ok := tab.Select(true, []int{Receive, Receive}, []any{d, c}, []any{nil, nil})
	assert.Equal(t, []any{1, nil, true}, []any{i, x, ok})
	close(d)
	i, x, ok = tab.Select(true, []int{Receive}, []any{d}, []any{nil})
	assert.Equal(t, []any{0, 0, false}, []any{i, x, ok})
	assert.Panics(t, func() { tab.Select(true, []int{Send}, []any{d}, []any{1}) })

	ctx, cancel := context.WithCancel(context.Background())
	tab.Context = func() context.Context { return ctx }
	ended := make(chan bool, 1)
	go func() {
		defer func() { ended <- recover() == nil }()
		tab.Select(true, nil, nil, nil)
		panic("came back")
	}()
	cancel()
	assert.True(t, <-ended)
}

// A method that a later declaration of a type adds is one of the values that
// there are.
func TestLaterMethods(t *testing.T) {
	w := newWorld(t, "type T struct{}; type I interface{ M() }")
	x := w.box(t, "T", struct{}{})
	require.False(t, w.Implements(x, w.id(t, "I")))
	later := newWorld(t, "type T struct{}; func (T) M() {}")
	w.Add(w.id(t, "T"), later.pkg.Scope().Lookup("T").Type())
	require.True(t, w.Implements(x, w.id(t, "I")))
}
