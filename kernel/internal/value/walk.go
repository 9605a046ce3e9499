package value

import (
	"fmt"
	"go/types"
	"reflect"
	"strconv"
	"strings"
)

const complexKind = reflect.Complex128

func isString(v reflect.Value) bool { return v.Kind() == reflect.String }

func isBytes(x any) bool { _, ok := x.([]byte); return ok }

// deepest is how far values are printed into each other: fmt prints one that
// contains itself until the process ends.
const deepest = 10_000

// value prints a value whose own methods have been tried at depth 0.
func (p *printer) value(n node, verb rune, depth int) {
	if depth > deepest {
		panic(words("stack overflow: fmt prints a value that contains itself"))
	}
	if depth%100 == 99 {
		Unwind()
	}
	if depth > 0 && n.kind() != reflect.Interface && n.visible() && p.methods(n, verb) {
		return
	}
	switch n.kind() {
	case reflect.Invalid:
		if verb == 'v' {
			p.str("<nil>")
		} else {
			p.badVerb(n, verb)
		}
	case reflect.Map:
		p.mapping(n, verb, depth)
	case reflect.Struct:
		p.structure(n, verb, depth)
	case reflect.Interface:
		switch {
		case !n.null():
			p.value(n.dynamic(), verb, depth+1)
		case p.sharpV:
			p.str(n.name() + "(nil)")
		default:
			p.str("<nil>")
		}
	case reflect.Array, reflect.Slice:
		p.list(n, verb, depth)
	case reflect.Pointer:
		if depth == 0 && !n.null() {
			switch e := n.elem(); e.kind() {
			case reflect.Array, reflect.Slice, reflect.Struct, reflect.Map:
				p.str("&")
				p.value(e, verb, depth+1)
				return
			}
		}
		p.pointer(n, verb)
	case reflect.Chan, reflect.Func, reflect.UnsafePointer:
		p.pointer(n, verb)
	default:
		p.basic(n, verb)
	}
}

// verbsOf are the verbs that suit a basic value.
func verbsOf(k reflect.Kind) (verbs string, natural rune) {
	switch {
	case k == reflect.Bool:
		return "tv", 't'
	case k == reflect.String:
		return "vsxXq", 's'
	case k >= reflect.Int && k <= reflect.Uintptr:
		return "vdboOxXcqU", 'd'
	}
	return "vbgGxXfFeE", 'g'
}

func (p *printer) basic(n node, verb rune) {
	verbs, natural := verbsOf(n.v.Kind())
	if !strings.ContainsRune(verbs, verb) {
		p.badVerb(n, verb)
		return
	}
	if p.erroring && verb == 'v' && !p.sharpV {
		verb = natural // the flags were meant for another verb
	}
	if verb != 'v' || p.sharpV || p.plusV || p.flags != (flags{}) || !p.bare(n.v) {
		p.leaf(verb, basicValue(n.v))
	}
}

// bare prints what %v alone makes of the common kinds, without the costs of a
// format.
func (p *printer) bare(v reflect.Value) bool {
	switch k := v.Kind(); {
	case k == reflect.String:
		p.str(v.String())
	case k == reflect.Bool:
		p.buf = strconv.AppendBool(p.buf, v.Bool())
	case v.CanInt():
		p.buf = strconv.AppendInt(p.buf, v.Int(), 10)
	case v.CanUint():
		p.buf = strconv.AppendUint(p.buf, v.Uint(), 10)
	case v.CanFloat():
		p.buf = strconv.AppendFloat(p.buf, v.Float(), 'g', -1, v.Type().Bits())
	default:
		return false
	}
	return true
}

// between separates elements.
func (p *printer) between(i int) {
	switch {
	case i == 0:
	case p.sharpV:
		p.str(", ")
	default:
		p.str(" ")
	}
}

func (p *printer) mapping(n node, verb rune, depth int) {
	end := "]"
	if p.sharpV {
		p.str(n.name())
		if n.null() {
			p.str("(nil)")
			return
		}
		p.str("{")
		end = "}"
	} else {
		p.str("map[")
	}
	for i, e := range n.sorted() {
		p.between(i)
		p.value(e.key, verb, depth+1)
		p.str(":")
		p.value(e.value, verb, depth+1)
	}
	p.str(end)
}

func (p *printer) structure(n node, verb rune, depth int) {
	if p.sharpV {
		p.str(n.name())
	}
	p.str("{")
	for i := range n.fields() {
		p.between(i)
		f := n.field(i)
		if p.plusV || p.sharpV {
			p.str(f.name + ":")
		}
		p.value(f.node, verb, depth+1)
	}
	p.str("}")
}

func (p *printer) list(n node, verb rune, depth int) {
	if strings.ContainsRune("sqxX", verb) && n.ofBytes() {
		p.leaf(verb, n.bytes())
		return
	}
	if !p.erroring && !p.sharpV && n.whole() {
		p.leaf(verb, n.v.Interface())
		return
	}
	open, end := "[", "]"
	if p.sharpV {
		p.str(n.name())
		if n.kind() == reflect.Slice && n.null() {
			p.str("(nil)")
			return
		}
		open, end = "{", "}"
	}
	p.str(open)
	for i := range n.length() {
		p.between(i)
		p.value(n.index(i), verb, depth+1)
	}
	p.str(end)
}

// ofBytes tells whether the elements are bytes, by whatever name.
func (n node) ofBytes() bool {
	if n.typ == nil {
		return n.v.Type().Elem().Kind() == reflect.Uint8
	}
	b, ok := n.part().Underlying().(*types.Basic)
	return ok && b.Kind() == types.Uint8
}

func (n node) bytes() []byte {
	out := make([]byte, n.length())
	for i := range out {
		out[i] = byte(n.index(i).v.Uint())
	}
	return out
}

// pointer prints an address.
func (p *printer) pointer(n node, verb rune) {
	var u uintptr
	switch n.kind() {
	case reflect.Pointer, reflect.Map, reflect.Slice, reflect.Chan, reflect.Func, reflect.UnsafePointer:
		if n.v.IsValid() {
			u = n.v.Pointer()
		}
	default:
		p.badVerb(n, verb)
		return
	}
	switch {
	case verb == 'v' && p.sharpV:
		p.str("(" + n.name() + ")(")
		if u == 0 {
			p.str("nil")
		} else {
			p.sharpHex(u, true)
		}
		p.str(")")
	case verb == 'v' && u == 0:
		p.buf = fmt.Appendf(p.buf, p.padding(), "<nil>")
	case verb == 'v' || verb == 'p':
		p.sharpHex(u, !p.flags.sharp)
	case strings.ContainsRune("bodxX", verb):
		p.leaf(verb, uint64(u))
	default:
		p.badVerb(n, verb)
	}
}

// sharpHex prints an address with 0x, or without.
func (p *printer) sharpHex(u uintptr, sharp bool) {
	q := *p
	q.plusV = false
	p.buf = fmt.Appendf(p.buf, q.directive('x', sharp), uint64(u))
}

// padding is the directive for a text that knows only a width.
func (p *printer) padding() string {
	q := *p
	q.flags.hasPrec = false
	return q.directive('s', false)
}

// basicValue returns a value of a basic kind as that basic type.
func basicValue(v reflect.Value) any {
	out := reflect.New(basicTypes[v.Kind()]).Elem()
	switch k := v.Kind(); {
	case k == reflect.Bool:
		out.SetBool(v.Bool())
	case k == reflect.String:
		out.SetString(v.String())
	case k <= reflect.Int64:
		out.SetInt(v.Int())
	case k <= reflect.Uintptr:
		out.SetUint(v.Uint())
	case k <= reflect.Float64:
		out.SetFloat(v.Float())
	default:
		out.SetComplex(v.Complex())
	}
	return out.Interface()
}
