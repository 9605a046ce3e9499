package progen

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

type kind int

const (
	kInt kind = iota
	kFloat
	kString
	kBool
	kComplex
	kSlice
	kArray
	kMap
	kStruct
	kPtr
	kFunc
	kAny
	kError
	kIface
)

// typ is a type a generated program uses.
type typ struct {
	kind      kind
	text      string
	bits      int // of a number
	unsigned  bool
	elem, key *typ
	n         int // length of an array
	fields    []field
	named     bool
	methods   []*function
	impl      []*typ // types that implement an interface
	params    []*typ // of a function
	result    *typ
}

type field struct {
	name     string
	t        *typ
	embedded bool
}

var (
	tInt    = &typ{kind: kInt, text: "int", bits: 64}
	tString = &typ{kind: kString, text: "string"}
	tBool   = &typ{kind: kBool, text: "bool"}
	tFloat  = &typ{kind: kFloat, text: "float64", bits: 64}
	tAny    = &typ{kind: kAny, text: "any"}
	tError  = &typ{kind: kError, text: "error"}
	tByte   = &typ{kind: kInt, text: "byte", bits: 8, unsigned: true}
	tRune   = &typ{kind: kInt, text: "rune", bits: 32}
	ints    = []*typ{
		tInt, tInt, tInt, tByte, tRune,
		{kind: kInt, text: "int8", bits: 8},
		{kind: kInt, text: "int16", bits: 16},
		{kind: kInt, text: "int32", bits: 32},
		{kind: kInt, text: "int64", bits: 64},
		{kind: kInt, text: "uint", bits: 64, unsigned: true},
		{kind: kInt, text: "uint8", bits: 8, unsigned: true},
		{kind: kInt, text: "uint16", bits: 16, unsigned: true},
		{kind: kInt, text: "uint32", bits: 32, unsigned: true},
		{kind: kInt, text: "uint64", bits: 64, unsigned: true},
	}
	tComplex   = &typ{kind: kComplex, text: "complex128", bits: 128}
	tComplex64 = &typ{kind: kComplex, text: "complex64", bits: 64}
	tFloat32   = &typ{kind: kFloat, text: "float32", bits: 32}
)

func sliceOf(t *typ) *typ { return &typ{kind: kSlice, text: "[]" + t.text, elem: t} }
func ptrTo(t *typ) *typ   { return &typ{kind: kPtr, text: "*" + t.text, elem: t} }
func arrayOf(n int, t *typ) *typ {
	return &typ{kind: kArray, text: fmt.Sprintf("[%d]%s", n, t.text), elem: t, n: n}
}

func mapOf(k, v *typ) *typ {
	return &typ{kind: kMap, text: "map[" + k.text + "]" + v.text, key: k, elem: v}
}

func funcOf(result *typ, params ...*typ) *typ {
	return &typ{kind: kFunc, text: "func(" + join(params) + ") " + result.text, params: params, result: result}
}

func join(list []*typ) string {
	var text []string
	for _, t := range list {
		text = append(text, t.text)
	}
	return strings.Join(text, ", ")
}

func same(a, b *typ) bool { return a.text == b.text }

var aliases = regexp.MustCompile(`\b(byte|rune)\b`)

// identity is the same text for types that are identical.
func (t *typ) identity() string {
	return aliases.ReplaceAllStringFunc(t.text, func(name string) string {
		return map[string]string{"byte": "uint8", "rune": "int32"}[name]
	})
}

// flat reports whether values hold no address and no function, so that they may
// be shown anywhere.
func (t *typ) flat() bool {
	switch t.kind {
	case kPtr, kFunc, kIface, kError:
		return false
	case kSlice, kArray, kMap:
		return t.elem.flat()
	case kStruct:
		for _, f := range t.fields {
			if !f.t.flat() {
				return false
			}
		}
	}
	return true
}

// holdsAny reports whether values hold an any.
func (t *typ) holdsAny() bool {
	switch t.kind {
	case kAny:
		return true
	case kSlice, kArray, kMap:
		return t.elem.holdsAny()
	case kStruct:
		return slices.ContainsFunc(t.fields, func(f field) bool { return f.t.holdsAny() })
	}
	return false
}

// printable reports whether %v shows no address.
func (t *typ) printable() bool {
	return t.flat() || t.kind == kPtr && t.elem.kind == kStruct && t.elem.flat() ||
		t.kind == kError || t.kind == kSlice && t.elem.kind == kError
}

// comparable reports whether == compiles and cannot panic.
func (t *typ) comparable() bool {
	switch t.kind {
	case kSlice, kMap, kFunc, kAny, kIface, kError:
		return false
	case kArray:
		return t.elem.comparable()
	case kStruct:
		for _, f := range t.fields {
			if !f.t.comparable() {
				return false
			}
		}
	}
	return true
}

// basic returns a random type without parts, sometimes a defined one.
func (g *gen) basic() *typ {
	if len(g.named) > 0 && g.p(20) {
		if t := pick(g, g.named...); t.kind == kInt || t.kind == kString || t.kind == kFloat {
			return t
		}
	}
	if g.p(5) {
		g.use("complex")
		return pick(g, tComplex, tComplex, tComplex64)
	}
	switch g.n(10) {
	case 0, 1, 2:
		return tInt
	case 3, 4:
		return pick(g, ints...)
	case 5, 6:
		return tString
	case 7:
		return tBool
	case 8:
		return tFloat32
	}
	return tFloat
}

// keyType returns a type for the keys of a map.
func (g *gen) keyType() *typ {
	return pick(g, tString, tString, tInt, tRune, tByte, tBool)
}

// flatType returns a type whose values may be shown everywhere.
func (g *gen) flatType(depth int) *typ {
	if depth <= 0 || g.p(45) {
		return g.basic()
	}
	switch g.n(9) {
	case 0, 1:
		return sliceOf(g.flatType(depth - 1))
	case 2, 3:
		return arrayOf(g.between(1, 3), g.flatType(depth-1))
	case 4, 5:
		return mapOf(g.keyType(), g.flatType(depth-1))
	case 6:
		return tAny
	}
	if g.p(15) {
		return g.anonymous()
	}
	if len(g.structs) > 0 {
		return pick(g, g.structs...)
	}
	return g.basic()
}

// anonymous returns a struct type without a name.
func (g *gen) anonymous() *typ {
	g.use("struct: anonymous")
	a, b := g.basic(), g.basic()
	return &typ{
		kind: kStruct, text: fmt.Sprintf("struct{ A %s; b %s }", a.text, b.text),
		fields: []field{{"A", a, false}, {"b", b, false}},
	}
}

// anyType returns a type for a variable.
func (g *gen) anyType() *typ {
	switch g.n(12) {
	case 0:
		return tError
	case 1:
		return funcOf(g.basic(), g.basic())
	case 2:
		if len(g.ifaces) > 0 {
			return pick(g, g.ifaces...)
		}
	case 3:
		if len(g.structs) > 0 {
			return ptrTo(pick(g, g.structs...))
		}
	case 4:
		if len(g.named) > 0 {
			return pick(g, g.named...)
		}
	}
	return g.flatType(2)
}
