package value

import (
	"reflect"
	"strconv"
	"strings"
)

// Print returns what the built-in function print writes.
func Print(args ...any) string {
	var b strings.Builder
	for _, a := range args {
		b.WriteString(printed(a))
	}
	return b.String()
}

// Println returns what the built-in function println writes.
func Println(args ...any) string {
	var b strings.Builder
	for i, a := range args {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(printed(a))
	}
	b.WriteByte('\n')
	return b.String()
}

// printed writes an argument as the runtime does: it knows numbers, strings and
// addresses.
func printed(a any) string {
	v := reflect.ValueOf(Raw(a))
	switch v.Kind() {
	case reflect.Invalid:
		return "nil"
	case reflect.Bool:
		return strconv.FormatBool(v.Bool())
	case reflect.String:
		return v.String()
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return strconv.FormatInt(v.Int(), 10)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return strconv.FormatUint(v.Uint(), 10)
	case reflect.Float32, reflect.Float64:
		return strconv.FormatFloat(v.Float(), 'g', -1, v.Type().Bits())
	case reflect.Complex64, reflect.Complex128:
		return strconv.FormatComplex(v.Complex(), 'g', -1, v.Type().Bits())
	case reflect.Slice:
		return "[" + strconv.Itoa(v.Len()) + "/" + strconv.Itoa(v.Cap()) + "]" + address(v)
	case reflect.Pointer, reflect.Map, reflect.Chan, reflect.Func, reflect.UnsafePointer:
		return address(v)
	}
	return "(" + v.Type().String() + ")"
}

func address(v reflect.Value) string {
	return "0x" + strconv.FormatUint(uint64(v.Pointer()), 16)
}

// PrintInterface marks an argument of print whose static type is an interface:
// the runtime prints the two addresses it consists of.
func PrintInterface(x any) string {
	if x == nil {
		return "(0x0,0x0)"
	}
	v := reflect.ValueOf(Raw(x))
	t := reflect.ValueOf(v.Type()).Pointer()
	p := reflect.New(v.Type()).Pointer()
	switch v.Kind() {
	case reflect.Pointer, reflect.Map, reflect.Chan, reflect.Func, reflect.UnsafePointer:
		p = v.Pointer()
	}
	return "(0x" + strconv.FormatUint(uint64(t), 16) + ",0x" + strconv.FormatUint(uint64(p), 16) + ")"
}

var basicTypes = map[reflect.Kind]reflect.Type{
	reflect.Bool: reflect.TypeFor[bool](), reflect.String: reflect.TypeFor[string](),
	reflect.Int: reflect.TypeFor[int](), reflect.Int8: reflect.TypeFor[int8](), reflect.Int16: reflect.TypeFor[int16](),
	reflect.Int32: reflect.TypeFor[int32](), reflect.Int64: reflect.TypeFor[int64](),
	reflect.Uint: reflect.TypeFor[uint](), reflect.Uint8: reflect.TypeFor[uint8](), reflect.Uint16: reflect.TypeFor[uint16](),
	reflect.Uint32: reflect.TypeFor[uint32](), reflect.Uint64: reflect.TypeFor[uint64](), reflect.Uintptr: reflect.TypeFor[uintptr](),
	reflect.Float32: reflect.TypeFor[float32](), reflect.Float64: reflect.TypeFor[float64](),
	reflect.Complex64: reflect.TypeFor[complex64](), reflect.Complex128: reflect.TypeFor[complex128](),
}

// Clear is the built-in function, for maps (keys that are not a number too) and
// slices.
func Clear(x any) {
	if v := reflect.ValueOf(Raw(x)); v.IsValid() {
		v.Clear()
	}
}

// Shift panics for a negative count, and returns it without its sign.
func Shift(n int64) uint64 {
	if n < 0 {
		panic(runtimeError("negative shift amount"))
	}
	return uint64(n)
}
