package value

import (
	"fmt"
	"reflect"
	"strings"
)

// methods prints a value by a method of its own that suits the verb.
func (p *printer) methods(n node, verb rune) (handled bool) {
	if p.erroring {
		return false
	}
	if verb == 'w' {
		if !p.wrapping || asError(n.any()) == nil {
			p.badVerb(n, verb)
			return true
		}
		verb = 'v'
	}
	if x := n.native(); x != nil {
		return p.nativeMethods(x, verb)
	}
	if n.typ == nil || !mayHaveMethods(n.typ) {
		return false
	}
	if f, s := n.lookup("Format"); is(s, "func(fmt.State, int32)") {
		if g, ok := f.(func(any, fmt.State, rune)); ok {
			p.try(n, verb, "Format", func() { g(n.recv(), p, verb) })
			return true
		}
	}
	if p.sharpV {
		if f := n.texter("GoString"); f != nil {
			p.try(n, verb, "GoString", func() { p.unadorned(f()) })
			return true
		}
		return false
	}
	if !strings.ContainsRune("vsxXq", verb) {
		return false
	}
	for _, name := range []string{"Error", "String"} {
		if f := n.texter(name); f != nil {
			p.try(n, verb, name, func() { p.leaf(verb, f()) })
			return true
		}
	}
	return false
}

// any is the value of a node to ask whether it is an error.
func (n node) any() any {
	if n.typ == nil && n.v.IsValid() && n.v.CanInterface() {
		return n.v.Interface()
	}
	return n.value()
}

// unadorned prints a text with its width but without quotes.
func (p *printer) unadorned(s string) {
	p.buf = fmt.Appendf(p.buf, p.directive('s', false), s)
}

// nativeMethods leaves a compiled type to fmt if it has a method that counts.
func (p *printer) nativeMethods(x any, verb rune) bool {
	switch x.(type) {
	case fmt.Formatter:
	case fmt.GoStringer:
		if !p.sharpV {
			if !stringable(x, verb) {
				return false
			}
		}
	default:
		if p.sharpV || !stringable(x, verb) {
			return false
		}
	}
	p.leaf(verb, x)
	return true
}

func stringable(x any, verb rune) bool {
	if !strings.ContainsRune("vsxXq", verb) {
		return false
	}
	switch x.(type) {
	case error, fmt.Stringer:
		return true
	}
	return false
}

// try calls a method; if it panics, the text says so, or <nil> where the
// receiver is a nil pointer.
func (p *printer) try(n node, verb rune, method string, call func()) {
	defer func() {
		e := recover()
		if e == nil {
			return
		}
		if _, ok := e.(Uncatchable); ok {
			panic(e)
		}
		if n.kind() == reflect.Pointer && n.null() {
			p.str("<nil>")
			return
		}
		if p.panicking {
			panic(e)
		}
		was, plusV, sharpV := p.flags, p.plusV, p.sharpV
		p.flags, p.plusV, p.sharpV = flags{}, false, false
		p.str("%!" + string(verb) + "(PANIC=" + method + " method: ")
		p.panicking = true
		p.arg(Panicked(e), 'v')
		p.panicking = false
		p.str(")")
		was.wid, was.prec = 0, 0 // fmt forgets them too
		p.flags, p.plusV, p.sharpV = was, plusV, sharpV
	}()
	call()
}
