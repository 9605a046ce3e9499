package shim

import (
	"context"
	"image"
	"reflect"

	"github.com/udl-go/lab/kernel/internal/value"
	"github.com/udl-go/lab/udl"
	"github.com/udl-go/lab/udl/display"
)

// showing is package udl/display.
func showing(t *value.Table) pkg {
	return pkg{path: "github.com/udl-go/lab/udl/display", functions: map[string]any{
		"Render": func(x any) udl.Bundle { return display.Render(Shown(t, x)) },
		"Show": func(ctx context.Context, all ...any) error {
			for i, x := range all {
				all[i] = Shown(t, x)
			}
			return display.Show(ctx, all...)
		},
		"ShowAs": func(ctx context.Context, id string, x any) error { return display.ShowAs(ctx, id, Shown(t, x)) },
		"Update": func(ctx context.Context, id string, x any) error { return display.Update(ctx, id, Shown(t, x)) },
	}}
}

// Shown returns a value so that package display sees the methods by which it
// shows itself.
func Shown(t *value.Table, x any) any {
	x = value.Unwrap(x)
	if b, ok := x.(value.Boxed); ok {
		return shown{b, t}
	}
	return x
}

// shown has all the methods that display asks for; they return nothing where
// the value's own type lacks them.
type shown struct {
	value.Boxed
	table *value.Table
}

// String is what package fmt prints.
func (s shown) String() string { return value.Sprint(s.Boxed) }

// HTML implements udl.HTMLer.
func (s shown) HTML() string {
	if x, ok := as[udl.HTMLer](s.table, s.Boxed); ok {
		return x.HTML()
	}
	return ""
}

// SVG implements udl.SVGer.
func (s shown) SVG() string {
	if x, ok := as[udl.SVGer](s.table, s.Boxed); ok {
		return x.SVG()
	}
	return ""
}

// PNG implements udl.PNGer.
func (s shown) PNG() []byte {
	if x, ok := as[udl.PNGer](s.table, s.Boxed); ok {
		return x.PNG()
	}
	if x, ok := as[image.Image](s.table, s.Boxed); ok {
		p, _ := display.Render(x)["image/png"].([]byte)
		return p
	}
	return nil
}

// as asserts an interface of compiled code.
func as[T any](t *value.Table, x any) (i T, ok bool) {
	if t.Convert == nil {
		return i, false
	}
	v, ok := t.Convert(x, reflect.TypeFor[T]())
	if ok {
		i, ok = v.(T)
	}
	return i, ok
}
