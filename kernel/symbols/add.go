package symbols

import (
	"go/constant"
	"go/token"
	"reflect"
)

// symbol is one line of a generated table. Its value is data, which takes a
// fifth of the room of code that makes it: a function, a typed constant, the
// address of a variable, a nil pointer to a type, or an untyped constant.
type symbol struct {
	name  string
	value any
}

// Untyped constants, the last by its text.
type (
	untypedInt    int64
	untypedUint   uint64
	untypedString string
	untypedFloat  string
)

// add puts the symbols of a package into the table.
func add(pkg string, all []symbol) {
	m := Table[pkg]
	if m == nil {
		m = make(map[string]reflect.Value, len(all))
		Table[pkg] = m
	}
	for _, s := range all {
		m[s.name] = s.reflect()
	}
}

func (s symbol) reflect() reflect.Value {
	switch x := s.value.(type) {
	case untypedInt:
		return reflect.ValueOf(constant.MakeInt64(int64(x)))
	case untypedUint:
		return reflect.ValueOf(constant.MakeUint64(uint64(x)))
	case untypedString:
		return reflect.ValueOf(constant.MakeString(string(x)))
	case untypedFloat:
		return reflect.ValueOf(constant.MakeFromLiteral(string(x), token.FLOAT, 0))
	}
	v := reflect.ValueOf(s.value)
	if v.Kind() == reflect.Pointer && !v.IsNil() {
		return v.Elem()
	}
	return v
}
