package symbols_test

import (
	"errors"
	"fmt"
	"go/token"
	"go/types"
	"io"
	"io/fs"
	"maps"
	"reflect"
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/kernel/internal/value"
	"github.com/udl-go/lab/kernel/symbols"
)

// newType makes a type "main.T" with a method Error, number 1 of its table.
func newType() (*value.Table, *value.Type) {
	pkg := types.NewPackage("main", "main")
	name := types.NewTypeName(token.NoPos, pkg, "T", nil)
	named := types.NewNamed(name, types.NewStruct(nil, nil), nil)
	text := types.NewTuple(types.NewVar(token.NoPos, pkg, "", types.Typ[types.String]))
	recv := types.NewVar(token.NoPos, pkg, "", named)
	named.AddMethod(types.NewFunc(token.NoPos, pkg, "Error", types.NewSignatureType(recv, nil, nil, nil, text, false)))
	table := value.NewTable()
	return table, table.Add(1, name.Type())
}

// box makes a value of such a type with methods.
func box(v any, methods map[string]any) value.Boxed {
	table, typ := newType()
	table.SetMethods(1, methods)
	return value.Boxed{T: typ, V: v}
}

// symbol returns a function of the table.
func symbol[F any](t *testing.T, pkg, name string) F {
	t.Helper()
	f, ok := symbols.Table[pkg][name].Interface().(F)
	require.True(t, ok, "%s.%s has type %v", pkg, name, symbols.Table[pkg][name].Type())
	return f
}

func TestBoxedReader(t *testing.T) {
	to := symbol[func(any) io.Reader](t, "io/io", "To_Reader")
	as := symbol[func(any) (io.Reader, bool)](t, "io/io", "As_Reader")
	left := 3
	b := box(&left, map[string]any{
		"Read": func(recv any, p []byte) (int, error) {
			n := recv.(*int)
			if *n == 0 {
				return 0, io.EOF
			}
			*n--
			p[0] = '1'
			return 1, nil
		},
		"String": func(any) string { return "ones" },
	})
	assert.True(t, to(b) == to(b), "wrappers of one value are equal")
	text, err := io.ReadAll(to(b))
	require.NoError(t, err)
	assert.Equal(t, "111", string(text))
	assert.Equal(t, b, value.Unwrap(to(b)))

	r, ok := as(b)
	assert.True(t, ok)
	s, ok := symbol[func(any) (fmt.Stringer, bool)](t, "fmt/fmt", "As_Stringer")(r)
	require.True(t, ok, "an assertion looks at the value in the wrapper")
	assert.Equal(t, "ones", s.String())
	_, ok = symbol[func(any) (io.Writer, bool)](t, "io/io", "As_Writer")(r)
	assert.False(t, ok)
	_, ok = as(box(0, map[string]any{"Read": func(any, string) (int, error) { return 0, nil }}))
	assert.False(t, ok, "the signature counts")

	compiled := strings.NewReader("x")
	assert.Same(t, compiled, to(compiled))
	assert.Nil(t, to(nil))
	r, ok = as(nil)
	assert.False(t, ok)
	assert.Nil(t, r)
	assert.Panics(t, func() { to(3) })
}

func TestBoxedSort(t *testing.T) {
	to := symbol[func(any) sort.Interface](t, "sort/sort", "To_Interface")
	b := box([]int{3, 1, 2}, map[string]any{
		"Len":  func(r any) int { return len(r.([]int)) },
		"Less": func(r any, i, j int) bool { return r.([]int)[i] < r.([]int)[j] },
		"Swap": func(r any, i, j int) { reflect.Swapper(r)(i, j) },
	})
	sort.Sort(to(b))
	assert.Equal(t, []int{1, 2, 3}, b.V)
}

func TestBoxedError(t *testing.T) {
	to := symbol[func(any) error](t, "errors/errors", "To_error")
	as := symbol[func(any) (error, bool)](t, "errors/errors", "As_error")
	text := func(any) string { return "broken" }
	plain := to(box(1, map[string]any{"Error": text}))
	assert.EqualError(t, plain, "broken")
	assert.False(t, errors.Is(plain, fs.ErrExist))
	assert.NoError(t, errors.Unwrap(plain))
	var pe *fs.PathError
	assert.False(t, errors.As(plain, &pe))

	wrapping := box(2, map[string]any{"Error": text, "Unwrap": func(any) error { return fs.ErrExist }})
	assert.ErrorIs(t, to(wrapping), fs.ErrExist)
	assert.ErrorIs(t, fmt.Errorf("more: %w", to(wrapping)), to(wrapping))
	joined := to(box(3, map[string]any{"Error": text, "Unwrap": func(any) []error { return []error{io.EOF, fs.ErrExist} }}))
	assert.ErrorIs(t, joined, fs.ErrExist)
	own := to(box(4, map[string]any{
		"Error": text,
		"Is":    func(_ any, target error) bool { return target == io.EOF },
		"As": func(_ any, target any) bool {
			p, ok := target.(**fs.PathError)
			if ok {
				*p = &fs.PathError{Op: "own"}
			}
			return ok
		},
	}))
	assert.ErrorIs(t, own, io.EOF)
	require.ErrorAs(t, own, &pe)
	assert.Equal(t, "own", pe.Op)

	_, ok := as(box(5, nil))
	assert.False(t, ok)
	err, ok := as(wrapping)
	assert.True(t, ok)
	assert.Equal(t, to(wrapping), err)
	assert.NoError(t, to(nil))
}

// An error that Go cannot compare is not compared in its wrapper either.
func TestBoxedUncomparableError(t *testing.T) {
	to := symbol[func(any) error](t, "errors/errors", "To_error")
	for _, unwrap := range []any{nil, func(any) []error { return nil }} {
		methods := map[string]any{"Error": func(any) string { return "many" }}
		if unwrap != nil {
			methods["Unwrap"] = unwrap
		}
		table := value.NewTable()
		b := value.Boxed{T: table.Add(1, types.NewSlice(types.Typ[types.Int])), V: []int{1}}
		table.SetMethods(1, methods)
		assert.NotErrorIs(t, to(b), to(b))
		require.EqualError(t, to(b), "many")
		assert.Equal(t, b, value.Unwrap(to(b)))
	}
}

// Every interface can be implemented by a session: each method of the wrapper
// reaches the method of the value, with all of them the assertion holds, with
// one less it does not.
func TestEveryInterface(t *testing.T) {
	count := 0
	for key, pkg := range symbols.Table {
		for _, name := range slices.Sorted(maps.Keys(pkg)) {
			id, ok := strings.CutPrefix(name, "As_")
			if !ok {
				continue
			}
			iface := pkg[name].Type().Out(0)
			require.Equal(t, reflect.FuncOf([]reflect.Type{reflect.TypeFor[any]()}, []reflect.Type{iface}, false),
				pkg["To_"+id].Type(), "%s.%s", key, id)
			if !isSealed(iface) {
				count++
				checkInterface(t, pkg["To_"+id], iface)
			}
		}
	}
	assert.Greater(t, count, 60)
}

// isSealed reports whether an interface has unexported methods.
func isSealed(iface reflect.Type) bool {
	for m := range iface.Methods() {
		if !m.IsExported() {
			return true
		}
	}
	return false
}

func checkInterface(t *testing.T, to reflect.Value, iface reflect.Type) {
	t.Helper()
	methods, called := map[string]any{}, map[string]bool{}
	for m := range iface.Methods() {
		methods[m.Name] = sessionMethod(m, called)
	}
	x, ok := symbols.Convert(box("v", methods), iface)
	require.True(t, ok, "%v", iface)
	b := any(box("v", methods))
	wrapped := to.Call([]reflect.Value{reflect.ValueOf(&b).Elem()})[0]
	require.True(t, reflect.TypeOf(x).Implements(iface))
	for m := range iface.Methods() {
		f := wrapped.MethodByName(m.Name)
		var args []reflect.Value
		for p := range m.Type.Ins() {
			args = append(args, reflect.Zero(p))
		}
		if m.Type.IsVariadic() {
			f.CallSlice(args)
		} else {
			f.Call(args)
		}
		assert.True(t, called[m.Name], "%v.%s", iface, m.Name)
		if iface.PkgPath() == "" { // the optional methods of errors
			continue
		}
		less := maps.Clone(methods)
		delete(less, m.Name)
		_, ok := symbols.Convert(box("v", less), iface)
		assert.False(t, ok, "%v without %s", iface, m.Name)
	}
}

// sessionMethod makes a method as a session does: the receiver is an any, and
// so is every interface without methods.
func sessionMethod(m reflect.Method, called map[string]bool) any {
	represent := func(t reflect.Type) reflect.Type {
		if t.Kind() == reflect.Interface && t.NumMethod() == 0 {
			return reflect.TypeFor[any]()
		}
		return t
	}
	in, out := []reflect.Type{reflect.TypeFor[any]()}, []reflect.Type{}
	for p := range m.Type.Ins() {
		in = append(in, represent(p))
	}
	for r := range m.Type.Outs() {
		out = append(out, represent(r))
	}
	return reflect.MakeFunc(reflect.FuncOf(in, out, m.Type.IsVariadic()), func([]reflect.Value) []reflect.Value {
		called[m.Name] = true
		var zeros []reflect.Value
		for _, r := range out {
			zeros = append(zeros, reflect.Zero(r))
		}
		return zeros
	}).Interface()
}
