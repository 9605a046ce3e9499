package value

import (
	"encoding/json"
	"fmt"
	"go/types"
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/stretchr/testify/require"
)

// triple is a random value: as Go has it, its type, and its representation.
type triple struct {
	real reflect.Value
	typ  types.Type
	raw  reflect.Value
}

// composer makes values of values: of named types with and without methods.
type composer struct {
	*rand.Rand
	w      *world
	leaves []triple
}

func newComposer(t *testing.T) *composer {
	w := printWorld(t)
	c := &composer{rand.New(rand.NewPCG(5, 7)), w, nil}
	leaf := func(expr string, real, raw any) {
		c.leaves = append(c.leaves, triple{reflect.ValueOf(real), w.Type(w.id(t, expr)).Go, reflect.ValueOf(raw)})
	}
	leaf("int", -5, -5)
	leaf("uint8", uint8(200), uint8(200))
	leaf("string", "a\x00é\"", "a\x00é\"")
	leaf("float32", float32(0.1), float32(0.1))
	leaf("bool", true, true)
	leaf("complex128", 1-2i, 1-2i)
	leaf("[]byte", []byte("hi"), []byte("hi"))
	leaf("Name", Name("n`"), "n`")
	leaf("Celsius", Celsius(1e21), 1e21)
	leaf("Point", Point{1, 2}, rawPoint{1, 2})
	leaf("*Point", (*Point)(nil), (*rawPoint)(nil))
	leaf("Flags", Flags{true}, []bool{true})
	leaf("Bytes", Bytes("hi"), []byte("hi"))
	leaf("Stringy", Stringy{3}, rawN{3})
	leaf("*Stringy", &Stringy{3}, &rawN{3})
	leaf("*Ptr", &Ptr{3}, &rawN{3})
	leaf("*Ptr", (*Ptr)(nil), (*rawN)(nil))
	leaf("Ptr", Ptr{3}, rawN{3})
	leaf("Fails", Fails{"x"}, struct{ Text string }{"x"})
	leaf("Gopher", Gopher{3}, struct{ A int }{3})
	leaf("Custom", Custom{3}, struct{ A int }{3})
	leaf("Bang", Bang{3}, struct{ A int }{3})
	return c
}

func (c *composer) value(depth int) triple {
	if depth == 0 {
		return c.leaves[c.IntN(len(c.leaves))]
	}
	e := c.value(depth - c.IntN(depth) - 1)
	switch c.IntN(7) {
	case 0:
		t := triple{reflect.New(e.real.Type()), types.NewPointer(e.typ), reflect.New(e.raw.Type())}
		t.real.Elem().Set(e.real)
		t.raw.Elem().Set(e.raw)
		return t
	case 1:
		return triple{
			reflect.Append(reflect.Zero(reflect.SliceOf(e.real.Type())), e.real, reflect.Zero(e.real.Type())),
			types.NewSlice(e.typ), reflect.Append(reflect.Zero(reflect.SliceOf(e.raw.Type())), e.raw, reflect.Zero(e.raw.Type())),
		}
	case 2:
		t := triple{reflect.New(reflect.ArrayOf(2, e.real.Type())).Elem(), types.NewArray(e.typ, 2), reflect.New(reflect.ArrayOf(2, e.raw.Type())).Elem()}
		t.real.Index(1).Set(e.real)
		t.raw.Index(1).Set(e.raw)
		return t
	case 3:
		t := triple{reflect.MakeMap(reflect.MapOf(reflect.TypeFor[string](), e.real.Type())), types.NewMap(types.Typ[types.String], e.typ), reflect.MakeMap(reflect.MapOf(reflect.TypeFor[string](), e.raw.Type()))}
		for _, k := range []string{"b", "a", ""} {
			t.real.SetMapIndex(reflect.ValueOf(k), e.real)
			t.raw.SetMapIndex(reflect.ValueOf(k), e.raw)
		}
		return t
	case 4:
		t := triple{reflect.New(reflect.TypeFor[[]any]()).Elem(), types.NewSlice(types.Universe.Lookup("any").Type()), reflect.New(reflect.TypeFor[[]any]()).Elem()}
		t.real.Set(reflect.ValueOf([]any{e.real.Interface(), nil}))
		t.raw.Set(reflect.ValueOf([]any{c.dynamic(e), nil}))
		return t
	}
	return c.structure(e, c.value(depth-1))
}

// dynamic is the value in an interface: boxed, as it must be here.
func (c *composer) dynamic(t triple) any { return Boxed{c.w.find(t.typ), t.raw.Interface()} }

func (c *composer) structure(a, b triple) triple {
	real := reflect.New(reflect.StructOf([]reflect.StructField{{Name: "A", Type: a.real.Type(), Tag: `json:"a,omitempty"`}, {Name: "B", Type: b.real.Type()}, {Name: "C", Type: reflect.TypeFor[any]()}})).Elem()
	raw := reflect.New(reflect.StructOf([]reflect.StructField{{Name: "P", Type: a.raw.Type()}, {Name: "Q", Type: b.raw.Type()}, {Name: "R", Type: reflect.TypeFor[any]()}})).Elem()
	real.Field(0).Set(a.real)
	real.Field(1).Set(b.real)
	real.Field(2).Set(reflect.ValueOf(a.real.Interface()))
	raw.Field(0).Set(a.raw)
	raw.Field(1).Set(b.raw)
	raw.Field(2).Set(reflect.ValueOf(c.dynamic(a)))
	f := func(name string, t types.Type) *types.Var { return types.NewField(0, c.w.pkg, name, t, false) }
	typ := types.NewStruct([]*types.Var{f("A", a.typ), f("B", b.typ), f("C", types.Universe.Lookup("any").Type())}, []string{`json:"a,omitempty"`, "", ""})
	return triple{real, typ, raw}
}

// Whatever is made of whatever prints and marshals as its real type does.
func TestRandomValuesAsTheRealType(t *testing.T) {
	c := newComposer(t)
	for i := range 1500 {
		v := c.value(1 + c.IntN(4))
		boxed := c.dynamic(v)
		for _, d := range directives {
			want := places(mainNames(fmt.Sprintf(d, v.real.Interface())), v.real.Interface())
			got := places(mainNames(Sprintf(d, boxed)), boxed)
			require.Equal(t, want, got, "value %d: %s of %T", i, d, v.real.Interface())
		}
		want, wantErr := json.Marshal(v.real.Interface())
		got, err := Marshal(boxed)
		require.Equal(t, wantErr == nil, err == nil, "value %d: %v, %v", i, wantErr, err)
		require.Equal(t, string(want), string(got), "value %d", i)
	}
}
