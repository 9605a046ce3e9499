package display

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/png"
	"reflect"
	"strings"

	"github.com/udl-go/lab/udl"
)

// bundler is a value that brings its own MIME forms, such as Value.
type bundler interface{ Bundle() udl.Bundle }

// maxPixels bounds the pictures that are encoded on sight.
const maxPixels = 1 << 26

// Render returns the MIME forms of v. There is always a text/plain; text/html,
// image/svg+xml and image/png appear when v has the methods HTML, SVG and PNG,
// and an image.Image becomes image/png. Slices of structs, of maps with names as
// keys and of equally long slices of numbers, and matrices with Dims and At, have a
// table as text/html.
//
// Render never panics: a method of v that does is named in the text instead.
func Render(v any) udl.Bundle {
	b, _ := render(v)
	return b
}

// render also reports the methods of v that panicked.
func render(v any) (udl.Bundle, error) {
	switch v := v.(type) {
	case nil:
		return udl.Bundle{"text/plain": "<nil>"}, nil
	case udl.Bundle:
		return withText(v), nil
	case bundler:
		b, err := guard(v, "Bundle", v.Bundle)
		if err != nil {
			return udl.Bundle{"text/plain": err.Error()}, err
		}
		return withText(b), nil
	}
	if r := reflect.ValueOf(v); r.Kind() == reflect.Pointer && r.IsNil() { // it has no forms
		return udl.Bundle{"text/plain": "<nil>"}, nil
	}
	b := udl.Bundle{}
	var errs []error
	form := func(mime string, data any, size int, err error) {
		if err != nil {
			errs = append(errs, err)
		} else if size > 0 {
			b[mime] = data
		}
	}
	if h, ok := v.(udl.HTMLer); ok {
		s, err := guard(v, "HTML", h.HTML)
		form("text/html", s, len(s), err)
	}
	if h, ok := v.(udl.SVGer); ok {
		s, err := guard(v, "SVG", h.SVG)
		form("image/svg+xml", s, len(s), err)
	}
	if h, ok := v.(udl.PNGer); ok {
		p, err := guard(v, "PNG", h.PNG)
		form("image/png", p, len(p), err)
	} else if m, ok := v.(image.Image); ok && picture(v) {
		p, err := guard(v, "image", func() []byte { return encode(m) })
		form("image/png", p, len(p), err)
	}
	text, err := guard(v, "text", func() string { return abbreviate(v) })
	if err != nil {
		errs = append(errs, err)
	}
	if len(b) == 0 && len(errs) > 0 && !strings.Contains(text, "panicked") { // or the text says so already
		text = strings.TrimPrefix(text+"\n"+errors.Join(errs...).Error(), "\n")
	}
	b["text/plain"] = text
	if len(b) == 1 {
		_, err := guard(v, "table", func() bool { asTable(b, v); return true })
		errs = append(errs, err)
	}
	return b, errors.Join(errs...)
}

// picture reports whether an image is meant to be seen: a rectangle is one of
// package image too.
func picture(v any) bool {
	switch v.(type) {
	case image.Rectangle, *image.Uniform:
		return false
	}
	return true
}

// guard calls a method of v and turns its panic into an error.
func guard[T any](v any, method string, f func() T) (out T, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("display: %s of %s panicked: %v", method, typeName(v), r)
		}
	}()
	return f(), nil
}

// typeName is the type of v; a wrapper tells that of what it stands for.
func typeName(v any) string {
	if w, ok := v.(interface{ TypeName() string }); ok {
		return w.TypeName()
	}
	return fmt.Sprintf("%T", v)
}

// withText returns b with a text/plain form, leaving b itself alone.
func withText(b udl.Bundle) udl.Bundle {
	if _, ok := b["text/plain"].(string); ok {
		return b
	}
	out := udl.Bundle{"text/plain": ""}
	for mime, data := range b {
		if mime != "text/plain" {
			out[mime] = data
		}
	}
	if s, ok := b["text/html"].(string); ok {
		out["text/plain"] = textOf(s)
	}
	return out
}

// encode returns m as PNG, nothing when it is empty or too large to show.
func encode(m image.Image) []byte {
	size := m.Bounds().Size()
	if size.X <= 0 || size.Y <= 0 || size.X > maxPixels/size.Y {
		return nil
	}
	var buf bytes.Buffer
	if err := png.Encode(&buf, m); err != nil {
		return nil
	}
	return buf.Bytes()
}
