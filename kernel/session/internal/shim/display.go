package shim

import (
	"context"
	"encoding/json"
	"fmt"
	"image"
	"reflect"
	"strings"

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
		"JSON":   func(x any) display.Value { return jsonValue(x) },
		"Table":  func(x any) display.Value { return display.Table(Shown(t, x)) },
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

// TypeName is the name of the value's own type.
func (s shown) TypeName() string { return s.T.String() }

// Elements of a long slice that are shown at each end, and the length from which
// on it is long; package display does the same with its own.
const edge, long = 8, 40

// String is what package fmt prints, a long slice shortened.
func (s shown) String() string {
	v := value.ViewOf(s.Boxed)
	if k := v.Kind(); k != reflect.Slice && k != reflect.Array || v.Len() <= long || v.HasMethod("String") || v.HasMethod("Error") {
		return value.Sprint(s.Boxed)
	}
	var b strings.Builder
	for i := 0; i < v.Len(); i++ {
		if i == edge {
			b.WriteString(" …")
			i = v.Len() - edge
		}
		fmt.Fprintf(&b, " %v", v.Index(i))
	}
	return fmt.Sprintf("[%s] (%d elements)", b.String()[1:], v.Len())
}

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

// Grid is the fields of structs as columns: of a slice of a type of the session.
func (s shown) Grid() (note string, head []string, rows int, cell func(row, col int) any) {
	v := value.ViewOf(s.Boxed)
	if k := v.Kind(); k != reflect.Slice && k != reflect.Array || v.Len() == 0 || v.HasMethod("String") {
		return "", nil, -1, nil
	}
	first := v.Index(0)
	if first.Kind() == reflect.Pointer && !first.Nil() {
		first = first.Elem()
	}
	if first.Kind() != reflect.Struct || first.HasMethod("String") || first.HasMethod("Error") || !first.Session() {
		return "", nil, -1, nil
	}
	var plain []bool // columns of numbers and texts without methods of their own
	for i := range first.NumField() {
		head = append(head, first.Type().Field(i).Name)
		f, _ := first.Field(i)
		plain = append(plain, !f.HasMethod("String") && !f.HasMethod("Error"))
	}
	rows = v.Len()
	note = "1 row of "
	if rows != 1 {
		note = fmt.Sprintf("%d rows of ", rows)
	}
	note += strings.TrimPrefix(first.Type().String(), "main.")
	return note, head, rows, func(row, col int) any {
		x := v.Index(row)
		if x.Kind() == reflect.Pointer {
			if x.Nil() {
				return "<nil>"
			}
			x = x.Elem()
		}
		f, _ := x.Field(col)
		return plainCell(f, plain[col])
	}
}

// plainCell is a field as package display knows values: a number, or text.
func plainCell(f value.View, plain bool) any {
	switch k := f.Kind(); {
	case !plain:
	case k == reflect.String:
		return f.Raw().String()
	case reflect.Int <= k && k <= reflect.Int64:
		return f.Raw().Int()
	case reflect.Uint <= k && k <= reflect.Uintptr:
		return f.Raw().Uint()
	case k == reflect.Float32:
		return float32(f.Raw().Float())
	case k == reflect.Float64:
		return f.Raw().Float()
	}
	return fmt.Sprint(f)
}

// jsonValue is display.JSON of a value that may be of the session.
func jsonValue(x any) display.Value {
	text, err := value.MarshalIndent(x, "", "  ")
	if err != nil {
		return display.Text("display: JSON: " + err.Error())
	}
	return display.JSON(json.RawMessage(text))
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
