package value

import (
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"runtime"
	"strings"
)

// Panic is the built-in function.
func Panic(x any) {
	panic(x) // of nil too: the runtime makes its PanicNilError
}

// Panicked returns Go's panic value for what a lowered cell really panicked
// with: errors of package reflect, by which the interpreter works, become
// runtime errors in Go's words, all else stays.
func Panicked(x any) any {
	if v, ok := x.(reflect.Value); ok && v.IsValid() && v.CanInterface() {
		x = v.Interface() // the interpreter's own panic statement
	}
	if v := reflect.ValueOf(x); v.Kind() == reflect.Struct && v.Type().String() == "interp.Panic" {
		return Panicked(v.FieldByName("Value").Interface())
	}
	switch e := x.(type) {
	case runtime.Error:
		if w := goWords(strings.TrimPrefix(e.Error(), "runtime error: ")); w != nil {
			return w
		}
		return x
	case *reflect.ValueError:
		return runtimeError(nilDereference)
	case string:
		if w := goWords(e); w != nil {
			return w
		}
	case error:
		if w := fromInterpreter(e); w != nil {
			return w
		}
	}
	return Unwrap(x)
}

// conversion finds a failed type assertion that the interpreter reports, with a
// position of its own before it.
var conversion = regexp.MustCompile(`^[^ ]*:?\d+:\d+: (interface conversion: .*)$`)

func fromInterpreter(e error) runtime.Error {
	if reflect.TypeOf(e).String() != "*interp.cfgError" {
		return nil
	}
	if m := conversion.FindStringSubmatch(e.Error()); m != nil {
		return words(m[1])
	}
	return nil
}

var convertSlice = regexp.MustCompile(`^reflect: (cannot convert slice with length \d+) to (?:pointer to )?array with length (\d+)$`)

// goWords translates what package reflect panics with, nil if it is nothing of
// that kind.
func goWords(text string) runtime.Error {
	if m := convertSlice.FindStringSubmatch(text); m != nil {
		return runtimeError(m[1] + " to array or pointer to array with length " + m[2])
	}
	for _, w := range reflectWords {
		if strings.HasPrefix(text, w.reflect) {
			if w.plain {
				return words(w.words)
			}
			return runtimeError(w.words)
		}
	}
	return nil
}

var reflectWords = []struct {
	reflect, words string
	plain          bool // without the words "runtime error"
}{
	{"reflect: slice index out of range", "index out of range", false},
	{"reflect: array index out of range", "index out of range", false},
	{"reflect: string index out of range", "index out of range", false},
	{"reflect.Value.Slice: slice of unaddressable array", nilDereference, false},
	{"reflect.Value.Slice: ", "slice bounds out of range", false},
	{"reflect.Value.Slice3: ", "slice bounds out of range", false},
	{"reflect.MakeSlice: negative cap", "makeslice: cap out of range", false},
	{"reflect.MakeSlice: len > cap", "makeslice: cap out of range", false},
	{"runtime: allocation size out of range", "makeslice: len out of range", false},
	{"reflect.MakeSlice: ", "makeslice: len out of range", false},
	{"reflect.MakeChan: ", "makechan: size out of range", true},
	{"reflect: call of reflect.Value.", nilDereference, false},
	{"reflect: Method on nil interface value", nilDereference, false},
	{"reflect.Value.Call: call of nil function", nilDereference, false},
	{"reflect: call of nil function", nilDereference, false},
	{"reflect: Call using zero Value argument", nilDereference, false}, // what a nil pointer leads to
	{"reflect.Value.Grow: slice overflow", "growslice: len out of range", false},
	{"reflect.Append: slice overflow", "growslice: len out of range", false},
	{"reflect: indirection through nil pointer to embedded struct", nilDereference, false},
}

// Text says what a program that ends with this panic prints after "panic: ".
func Text(x any) (s string) {
	x = Panicked(x)
	defer func() {
		if e := recover(); e != nil { // its own method panics, or it contains itself
			s = fmt.Sprintf("(%s) that cannot be printed", nodeOf(x).name())
		}
	}()
	b, boxed := x.(Boxed)
	if err := asError(x); err != nil {
		var re runtime.Error
		if errors.As(err, &re) {
			return re.Error()
		}
		return err.Error()
	}
	if boxed {
		if s, ok := callText(b, "String"); ok {
			return s
		}
		return panicText(b)
	}
	switch v := x.(type) {
	case fmt.Stringer:
		return v.String()
	case nil:
		return "nil"
	}
	switch v := reflect.ValueOf(x); v.Kind() {
	case reflect.Struct, reflect.Pointer, reflect.Slice, reflect.Map, reflect.Array, reflect.Func, reflect.Chan:
		return Sprintf("(%T) %+v", x, x)
	case reflect.Bool, reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64, reflect.Uint, reflect.Uint8,
		reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr, reflect.Float32, reflect.Float64, reflect.Complex64, reflect.Complex128:
		if v.Type().PkgPath() == "" {
			return printed(x)
		}
		return fmt.Sprintf("%s(%s)", v.Type(), printed(basicValue(v)))
	}
	return fmt.Sprint(x)
}

// panicText prints named basic values as main.T(5) or main.T("x"); of other
// values, where Go prints an address, it shows the fields.
func panicText(b Boxed) string {
	v := reflect.ValueOf(b.V)
	switch v.Kind() {
	case reflect.String:
		return b.T.String() + `("` + strings.ReplaceAll(v.String(), "\n", "\n\t") + `")`
	case reflect.Struct, reflect.Pointer, reflect.Slice, reflect.Map, reflect.Array, reflect.Func, reflect.Chan, reflect.Invalid:
		return Sprintf("(%T) %+v", b, b)
	}
	return fmt.Sprintf("%s(%s)", b.T, printed(basicValue(v)))
}
