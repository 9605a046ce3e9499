package display

import (
	"fmt"
	"image"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// Limits of an abbreviated text.
const (
	maxText  = 20000 // bytes of a string or of a value's own String
	maxTree  = 4000  // bytes after which nested values are cut off
	maxDepth = 6     // levels of nested values
	maxItems = 40    // elements of a slice, array or map shown in full
	edge     = 8     // elements at each end of a longer one
)

// abbreviate returns v as fmt.Println writes it, but short: long slices keep
// their ends, deep and cyclic values are cut off, and a method that panics is
// named where its text would stand.
func abbreviate(v any) string {
	if v == nil {
		return "<nil>"
	}
	p := printer{}
	p.value(reflect.ValueOf(v), 0)
	return p.String()
}

type printer struct{ strings.Builder }

func (p *printer) value(v reflect.Value, depth int) {
	if p.Len() > maxTree || depth > maxDepth {
		p.WriteString("…")
		return
	}
	if v.IsValid() && p.own(v) {
		return
	}
	switch v.Kind() {
	case reflect.Invalid:
		p.WriteString("<nil>")
	case reflect.Interface:
		p.value(v.Elem(), depth)
	case reflect.Pointer:
		p.pointer(v, depth)
	case reflect.Struct:
		p.fields(v, depth)
	case reflect.Slice, reflect.Array:
		p.list(v, depth)
	case reflect.Map:
		p.table(v, depth)
	case reflect.String:
		p.WriteString(shorten(v.String()))
	case reflect.Func, reflect.Chan, reflect.UnsafePointer:
		if v.IsNil() {
			p.WriteString("<nil>")
			return
		}
		p.WriteString(strings.ReplaceAll(v.Type().String(), "interface {}", "any"))
		if v.Kind() == reflect.Chan && v.Cap() > 0 {
			fmt.Fprintf(p, " (%d of %d waiting)", v.Len(), v.Cap())
		}
	case reflect.Float32:
		p.WriteString(strconv.FormatFloat(v.Float(), 'g', -1, 32))
	default:
		fmt.Fprintf(p, "%v", v)
	}
}

// own prints v by its Error or String method and says whether there is one.
func (p *printer) own(v reflect.Value) bool {
	if !v.CanInterface() {
		return false
	}
	method, call := "", (func() string)(nil)
	switch x := v.Interface().(type) {
	case error:
		method, call = "Error", x.Error
	case fmt.Stringer:
		method, call = "String", x.String
	case fmt.Formatter:
		method, call = "Format", func() string { return fmt.Sprintf("%+v", x) }
	case image.Image:
		if !picture(x) {
			return false
		}
		size := x.Bounds().Size()
		method, call = "Bounds", func() string { return fmt.Sprintf("%T of %d×%d pixels", x, size.X, size.Y) }
	default:
		return false
	}
	if v.Kind() == reflect.Pointer && v.IsNil() {
		p.WriteString("<nil>")
		return true
	}
	s, err := guard(v.Interface(), method, call)
	if err != nil {
		s = "(" + err.Error() + ")"
	}
	p.WriteString(shorten(s))
	return true
}

func (p *printer) pointer(v reflect.Value, depth int) {
	switch {
	case v.IsNil():
		p.WriteString("<nil>")
	case v.Elem().Kind() == reflect.Struct || v.Elem().Kind() == reflect.Pointer || depth == 0:
		p.WriteByte('&')
		p.value(v.Elem(), depth+1)
	default:
		fmt.Fprintf(p, "%#x", v.Pointer())
	}
}

func (p *printer) fields(v reflect.Value, depth int) {
	p.WriteByte('{')
	for i := range v.NumField() {
		if i > 0 {
			p.WriteByte(' ')
		}
		p.value(v.Field(i), depth+1)
	}
	p.WriteByte('}')
}

func (p *printer) list(v reflect.Value, depth int) {
	n := v.Len()
	p.WriteByte('[')
	for i := 0; i < n; i++ {
		if i > 0 {
			p.WriteByte(' ')
		}
		if i == edge && n > maxItems {
			p.WriteString("… ")
			i = n - edge
		}
		p.value(v.Index(i), depth+1)
	}
	p.WriteByte(']')
	if n > maxItems {
		fmt.Fprintf(p, " (%d elements)", n)
	}
}

// table prints a map, sorted by the printed keys.
func (p *printer) table(v reflect.Value, depth int) {
	type entry struct {
		key  string
		elem reflect.Value
	}
	var entries []entry
	for it := v.MapRange(); it.Next(); {
		var key printer
		key.value(it.Key(), depth+1)
		entries = append(entries, entry{key.String(), it.Value()})
	}
	slices.SortFunc(entries, func(a, b entry) int { return compareKeys(a.key, b.key) })
	p.WriteString("map[")
	for i, e := range entries {
		if i > 0 {
			p.WriteByte(' ')
		}
		if i == maxItems {
			fmt.Fprintf(p, "… %d more", len(entries)-i)
			break
		}
		p.WriteString(e.key + ":")
		p.value(e.elem, depth+1)
	}
	p.WriteByte(']')
}

// compareKeys orders numbers by value and before other keys.
func compareKeys(a, b string) int {
	x, errA := strconv.ParseFloat(a, 64)
	y, errB := strconv.ParseFloat(b, 64)
	switch {
	case errA == nil && errB == nil && x < y:
		return -1
	case errA == nil && errB == nil && x > y:
		return 1
	case errA == nil && errB != nil:
		return -1
	case errA != nil && errB == nil:
		return 1
	}
	return strings.Compare(a, b)
}

// shorten cuts the middle out of a very long text.
func shorten(s string) string {
	if len(s) <= maxText {
		return s
	}
	head, tail := s[:maxText*3/4], s[len(s)-maxText/4:]
	return strings.ToValidUTF8(head, "") +
		fmt.Sprintf("\n… %d bytes more …\n", len(s)-maxText) + strings.ToValidUTF8(tail, "")
}
