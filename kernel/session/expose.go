package session

import (
	"image"
	"reflect"

	"github.com/udl-go/lab/kernel/internal/value"
	"github.com/udl-go/lab/kernel/symbols"
	"github.com/udl-go/lab/udl"
	"github.com/udl-go/lab/udl/display"
)

// exposed returns a value of a cell so that package display sees the methods by
// which it shows itself.
func exposed(x any) any {
	x = value.Unwrap(x)
	if b, ok := x.(value.Boxed); ok {
		return shown{b}
	}
	return x
}

// shown has all the methods that display asks for; they return nothing where the
// value's own type lacks them.
type shown struct{ value.Boxed }

// String is what package fmt prints.
func (s shown) String() string { return value.Sprint(s.Boxed) }

// HTML implements udl.HTMLer.
func (s shown) HTML() string {
	if x, ok := as[udl.HTMLer](s.Boxed); ok {
		return x.HTML()
	}
	return ""
}

// SVG implements udl.SVGer.
func (s shown) SVG() string {
	if x, ok := as[udl.SVGer](s.Boxed); ok {
		return x.SVG()
	}
	return ""
}

// PNG implements udl.PNGer.
func (s shown) PNG() []byte {
	if x, ok := as[udl.PNGer](s.Boxed); ok {
		return x.PNG()
	}
	if x, ok := as[image.Image](s.Boxed); ok {
		p, _ := display.Render(x)["image/png"].([]byte)
		return p
	}
	return nil
}

// as asserts an interface of compiled code.
func as[T any](b value.Boxed) (x T, ok bool) {
	v, ok := symbols.Convert(b, reflect.TypeFor[T]())
	if ok {
		x, ok = v.(T)
	}
	return x, ok
}
