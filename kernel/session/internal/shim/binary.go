package shim

import (
	"encoding/binary"
	"errors"
	"io"
	"reflect"
	"strings"

	"github.com/udl-go/lab/kernel/internal/value"
)

// binaries is package encoding/binary: the layout is that of the
// representation.
func binaries() pkg {
	return pkg{path: "encoding/binary", functions: map[string]any{
		"Append": func(b []byte, order binary.ByteOrder, x any) ([]byte, error) {
			b, err := binary.Append(b, order, value.Raw(x))
			return b, ofOwnType(err, x)
		},
		"Decode": func(b []byte, order binary.ByteOrder, x any) (int, error) {
			if to, n := partly(x); n >= 0 && len(b) >= n {
				decodePartly(to, order, b[:n])
				return n, nil
			}
			n, err := binary.Decode(b, order, value.Raw(x))
			return n, ofOwnType(err, x)
		},
		"Encode": func(b []byte, order binary.ByteOrder, x any) (int, error) {
			n, err := binary.Encode(b, order, value.Raw(x))
			return n, ofOwnType(err, x)
		},
		"Read": func(r io.Reader, order binary.ByteOrder, x any) error {
			if to, n := partly(x); n >= 0 {
				b := make([]byte, n)
				if _, err := io.ReadFull(r, b); err != nil {
					return err
				}
				decodePartly(to, order, b)
				return nil
			}
			return ofOwnType(binary.Read(r, order, value.Raw(x)), x)
		},
		"Write": func(w io.Writer, order binary.ByteOrder, x any) error {
			return ofOwnType(binary.Write(w, order, value.Raw(x)), x)
		},
		"Size": func(x any) int { return binary.Size(value.Raw(x)) },
	}}
}

// ofOwnType names x's own type in an error that names its representation.
func ofOwnType(err error, x any) error {
	v := value.ViewOf(x)
	if err == nil || !v.Session() || !v.Raw().IsValid() {
		return err
	}
	text, ok := strings.CutSuffix(err.Error(), " type "+v.Raw().Type().String())
	if !ok {
		return err
	}
	return errors.New(text + " type " + v.Type().String())
}

// partly returns the variable that x leads to and its size, if it has fields
// without a capital: package reflect does not set them, those of its
// representation it would. For others the size is negative.
func partly(x any) (to value.View, size int) {
	v := value.ViewOf(x)
	if !v.Session() || v.Nil() || v.Kind() != reflect.Pointer && v.Kind() != reflect.Slice {
		return v, -1
	}
	if size = binary.Size(v.Raw().Interface()); size >= 0 && v.Kind() == reflect.Pointer {
		v = v.Elem()
	}
	if size < 0 || !hasHidden(v.Type()) {
		return v, -1
	}
	return v, size
}

func hasHidden(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Slice, reflect.Array:
		return hasHidden(t.Elem())
	case reflect.Struct:
		for i := range t.NumField() {
			if f := t.Field(i); !f.IsExported() || hasHidden(f.Type) {
				return true
			}
		}
	}
	return false
}

// decodePartly stores part after part up to the first that cannot be set.
func decodePartly(to value.View, order binary.ByteOrder, b []byte) {
	from := reflect.New(to.Raw().Type())
	if to.Kind() == reflect.Slice {
		from.Elem().Set(reflect.MakeSlice(to.Raw().Type(), to.Len(), to.Len()))
	}
	if _, err := binary.Decode(b, order, from.Interface()); err != nil {
		panic("encoding/binary: " + err.Error())
	}
	store(to, from.Elem())
}

func store(to value.View, from reflect.Value) {
	switch to.Kind() {
	case reflect.Slice, reflect.Array:
		for i := range to.Len() {
			store(to.Index(i), from.Index(i))
		}
	case reflect.Struct:
		for i := range to.NumField() {
			if f, _ := to.Field(i); to.Type().Field(i).Name != "_" {
				store(f, from.Field(i))
			}
		}
	default:
		if !to.Readable() {
			panic("reflect: reflect.Value." + setter(to.Raw()) + " using value obtained using unexported field")
		}
		to.Raw().Set(from)
	}
}

// setter is the method that sets a value of a kind with a fixed size.
func setter(v reflect.Value) string {
	switch {
	case v.CanInt():
		return "SetInt"
	case v.CanUint():
		return "SetUint"
	case v.CanFloat():
		return "SetFloat"
	case v.CanComplex():
		return "SetComplex"
	}
	return "SetBool"
}
