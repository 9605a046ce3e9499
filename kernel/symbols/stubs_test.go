package symbols_test

import (
	"fmt"
	"go/constant"
	"go/token"
	"go/types"
	"maps"
	"path"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/kernel/symbols"
)

// Every symbol of the table is in the stubs with the same type and value, and
// what only the stubs have is generic.
func TestStubsSayWhatTheTableHas(t *testing.T) {
	imp := symbols.NewImporter(token.NewFileSet())
	seen := map[string]bool{}
	for _, p := range symbols.Paths() {
		pkg, err := imp.Import(p)
		require.NoError(t, err)
		key := p + "/" + pkg.Name()
		seen[key] = true
		table := symbols.Table[key]
		for name, v := range table {
			if !token.IsExported(name) || strings.HasPrefix(name, "To_") || strings.HasPrefix(name, "As_") {
				continue
			}
			o := pkg.Scope().Lookup(name)
			if assert.NotNil(t, o, "%s has no stub of %s", p, name) {
				assert.Empty(t, differ(o, v), "%s.%s", p, name)
			}
		}
		for _, name := range pkg.Scope().Names() {
			o := pkg.Scope().Lookup(name)
			if _, ok := table[name]; !ok && o.Exported() {
				assert.True(t, isGeneric(o), "%s.%s is only in the stub", p, name)
			}
		}
	}
	for key := range symbols.Table {
		assert.True(t, key == "." || seen[key], "%s has no stub", key)
	}
}

// isGeneric reports whether an object cannot have a reflect value.
func isGeneric(o types.Object) bool {
	switch t := o.Type().(type) {
	case *types.Signature:
		return t.TypeParams().Len() > 0
	case *types.Named:
		i, ok := t.Underlying().(*types.Interface)
		return t.TypeParams().Len() > 0 || ok && !i.IsMethodSet()
	}
	return false
}

// differ says how an object of a stub differs from its symbol.
func differ(o types.Object, v reflect.Value) string {
	same := matcher{}
	switch o := o.(type) {
	case *types.Const:
		return sameConstant(same, o, v)
	case *types.TypeName:
		if v.Kind() != reflect.Pointer || v.CanAddr() || !v.IsNil() {
			return "not a type in the table"
		}
		return same.types(o.Type(), v.Type().Elem())
	case *types.Var:
		if !v.CanAddr() {
			return "not a variable in the table"
		}
	case *types.Func:
		if v.CanAddr() {
			return "a variable in the table"
		}
	}
	return same.types(o.Type(), v.Type())
}

// sameConstant compares value and type of a constant.
func sameConstant(same matcher, o *types.Const, v reflect.Value) string {
	want, ok := v.Interface().(constant.Value)
	if !ok {
		if d := same.types(types.Default(o.Type()), v.Type()); d != "" {
			return d
		}
		switch {
		case v.CanInt():
			want = constant.MakeInt64(v.Int())
		case v.CanUint():
			want = constant.MakeUint64(v.Uint())
		case v.CanFloat():
			want = constant.MakeFloat64(v.Float())
		case v.Kind() == reflect.String:
			want = constant.MakeString(v.String())
		case v.Kind() == reflect.Bool:
			want = constant.MakeBool(v.Bool())
		}
	} else if b, ok := o.Type().(*types.Basic); !ok || b.Info()&types.IsUntyped == 0 {
		return "typed in the stub only"
	}
	got := o.Val()
	if constant.Compare(got, token.EQL, want) {
		return ""
	}
	if f, _ := constant.Float64Val(got); want.Kind() == constant.Float { // the table's text has 512 bits
		if g, _ := constant.Float64Val(want); f == g {
			return ""
		}
	}
	return fmt.Sprintf("%v in the stub, %v in the table", got, want)
}

// matcher remembers the pairs of named types that are being compared.
type matcher map[types.Type]bool

// types says how a type of a stub differs from one of the program.
func (m matcher) types(t types.Type, r reflect.Type) string {
	t = types.Unalias(t)
	if n, ok := t.(*types.Named); ok {
		return m.named(n, r)
	}
	return m.structure(t, r)
}

// named compares names, then structure and methods.
func (m matcher) named(n *types.Named, r reflect.Type) string {
	name, _, _ := strings.Cut(r.Name(), "[")
	if n.Obj().Name() != name {
		return fmt.Sprintf("type %v, not %v", n, r)
	}
	if p := n.Obj().Pkg(); p != nil && p.Path() != r.PkgPath() {
		return fmt.Sprintf("type %v, not %s.%v", n, r.PkgPath(), r)
	}
	if m[n] || n.TypeArgs() != nil { // some generic types have our text
		return ""
	}
	m[n] = true
	if r.PkgPath() == "syscall" { // differs from platform to platform: the stub has no fields
		return ""
	}
	if types.Comparable(n) != r.Comparable() {
		return fmt.Sprintf("%v: comparable is %v", n, !r.Comparable())
	}
	if d := m.structure(n.Underlying(), r); d != "" {
		return d
	}
	if types.IsInterface(n) {
		return ""
	}
	if d := m.methods(n, r); d != "" {
		return d
	}
	return m.methods(types.NewPointer(n), reflect.PointerTo(r))
}

// methods compares method sets; the linker may drop none that a table holds.
func (m matcher) methods(t types.Type, r reflect.Type) string {
	set := types.NewMethodSet(t)
	count := 0
	for s := range set.Methods() {
		if !s.Obj().Exported() {
			continue
		}
		count++
		method, ok := r.MethodByName(s.Obj().Name())
		if !ok {
			return fmt.Sprintf("%v: method %s is only in the stub", t, s.Obj().Name())
		}
		if d := m.signature(s.Type().(*types.Signature), method.Type, 1); d != "" {
			return fmt.Sprintf("%v.%s: %s", t, method.Name, d)
		}
	}
	if count != r.NumMethod() {
		return fmt.Sprintf("%v: %d exported methods, not %d", t, count, r.NumMethod())
	}
	return ""
}

// structure compares types without names.
func (m matcher) structure(t types.Type, r reflect.Type) string {
	bad := fmt.Sprintf("%v, not %v", t, r)
	switch t := t.(type) {
	case *types.Basic:
		if t.Kind() == types.UnsafePointer && r.Kind() == reflect.UnsafePointer || t.Name() == r.Kind().String() ||
			t.Kind() == types.UntypedBool && r.Kind() == reflect.Bool {
			return ""
		}
		if b, ok := map[string]string{"byte": "uint8", "rune": "int32"}[t.Name()]; ok && b == r.Kind().String() {
			return ""
		}
		return bad
	case *types.Struct:
		if r.Kind() != reflect.Struct {
			return bad
		}
		return m.fields(t, r)
	case *types.Interface:
		return m.iface(t, r)
	case *types.Signature:
		if r.Kind() != reflect.Func {
			return bad
		}
		return m.signature(t, r, 0)
	case *types.Map:
		if r.Kind() != reflect.Map {
			return bad
		}
		if d := m.types(t.Key(), r.Key()); d != "" {
			return d
		}
		return m.types(t.Elem(), r.Elem())
	case *types.Array:
		if r.Kind() != reflect.Array || int64(r.Len()) != t.Len() {
			return bad
		}
		return m.types(t.Elem(), r.Elem())
	case *types.Chan:
		if r.Kind() != reflect.Chan || []reflect.ChanDir{reflect.BothDir, reflect.SendDir, reflect.RecvDir}[t.Dir()] != r.ChanDir() {
			return bad
		}
		return m.types(t.Elem(), r.Elem())
	case *types.Pointer:
		if r.Kind() != reflect.Pointer {
			return bad
		}
		return m.types(t.Elem(), r.Elem())
	case *types.Slice:
		if r.Kind() != reflect.Slice {
			return bad
		}
		return m.types(t.Elem(), r.Elem())
	}
	return bad
}

// fields compares exported and embedded fields in their order.
func (m matcher) fields(t *types.Struct, r reflect.Type) string {
	var want []reflect.StructField
	for i := range r.NumField() {
		if f := r.Field(i); f.IsExported() || f.Anonymous {
			want = append(want, f)
		}
	}
	n := 0
	for i := range t.NumFields() {
		f := t.Field(i)
		if !f.Exported() && !f.Embedded() {
			continue
		}
		if n == len(want) || f.Name() != want[n].Name || f.Embedded() != want[n].Anonymous || t.Tag(i) != string(want[n].Tag) {
			return fmt.Sprintf("field %v of %v", f, r)
		}
		if d := m.types(f.Type(), want[n].Type); d != "" {
			return d
		}
		n++
	}
	if n != len(want) {
		return fmt.Sprintf("%v: %d fields, not %d", r, n, len(want))
	}
	return ""
}

// iface compares the methods of interfaces, unexported ones by number.
func (m matcher) iface(t *types.Interface, r reflect.Type) string {
	if r.Kind() != reflect.Interface || t.NumMethods() != r.NumMethod() {
		return fmt.Sprintf("%v, not %v", t, r)
	}
	for f := range t.Methods() {
		if !f.Exported() {
			continue
		}
		method, ok := r.MethodByName(f.Name())
		if !ok {
			return fmt.Sprintf("method %s is only in the stub", f.Name())
		}
		if d := m.signature(f.Signature(), method.Type, 0); d != "" {
			return d
		}
	}
	return ""
}

// signature compares parameters, after the receivers, and results.
func (m matcher) signature(t *types.Signature, r reflect.Type, receivers int) string {
	if t.Params().Len() != r.NumIn()-receivers || t.Results().Len() != r.NumOut() || t.Variadic() != r.IsVariadic() {
		return fmt.Sprintf("%v, not %v", t, r)
	}
	for i := range t.Params().Len() {
		if d := m.types(t.Params().At(i).Type(), r.In(i+receivers)); d != "" {
			return d
		}
	}
	for i := range t.Results().Len() {
		if d := m.types(t.Results().At(i).Type(), r.Out(i)); d != "" {
			return d
		}
	}
	return ""
}

// The sets differ as the tables do, and what is not offered is refused even
// when there is a stub of it.
func TestPaths(t *testing.T) {
	got := symbols.Paths()
	for _, p := range []string{"fmt", "slices", "maps", "iter", "cmp", "github.com/udl-go/lab/udl"} {
		assert.Contains(t, got, p)
	}
	for p := range maps.Keys(symbols.Table) {
		assert.True(t, p == "." || slices.Contains(got, path.Dir(p)), p)
	}
	imp := symbols.NewImporter(token.NewFileSet())
	for _, p := range []string{"syscall", "unsafe", ".", "", "nowhere", "internal/abi"} {
		assert.False(t, symbols.Offered(p))
		_, err := imp.Import(p)
		assert.Error(t, err, p)
	}
	_, ok := symbols.Source("syscall")
	assert.True(t, ok, "os mentions it")
	_, ok = symbols.Source(".")
	assert.False(t, ok)
}
