package value

import (
	"math"
	"reflect"
)

// Signed is a value that holds negative zeros and else only zeros in a form that
// is not zero: its floats are NaNs of two kinds of their own. Other values stay.
func Signed(x any) any {
	switch f := x.(type) {
	case float64:
		if f == 0 && math.Signbit(f) {
			return coded(true)
		}
		return x
	}
	v := reflect.ValueOf(x)
	if !v.IsZero() || !negativeIn(v) {
		return x
	}
	return rewritten(v, func(f float64) float64 { return coded(math.Signbit(f)) })
}

// Unsigned is the value that Signed was given.
func Unsigned(x any) any {
	if f, ok := x.(float64); ok {
		return decoded(f)
	}
	return rewritten(reflect.ValueOf(x), decoded)
}

// The two NaNs differ from those of arithmetic in the bits that a float32 keeps.
const (
	positiveBits = 0x7ffb_5a5a_4000_0000
	negativeBits = 0x7ffb_5a5a_6000_0000
)

func coded(negative bool) float64 {
	if negative {
		return math.Float64frombits(negativeBits)
	}
	return math.Float64frombits(positiveBits)
}

func decoded(f float64) float64 {
	switch math.Float64bits(f) {
	case positiveBits:
		return 0
	case negativeBits:
		return math.Copysign(0, -1)
	}
	return f
}

// negativeIn reports whether one of the floats in v has a sign.
func negativeIn(v reflect.Value) (found bool) {
	floats(v, func(f float64) float64 { found = found || math.Signbit(f); return f }, nil)
	return found
}

// rewritten is a copy of v with other floats.
func rewritten(v reflect.Value, f func(float64) float64) any {
	c := reflect.New(v.Type()).Elem()
	c.Set(v)
	floats(v, f, &c)
	return c.Interface()
}

// floats calls f with the floats in v and puts the results into c, if there is
// one.
func floats(v reflect.Value, f func(float64) float64, c *reflect.Value) {
	part := func(sub func(reflect.Value) reflect.Value) {
		if c == nil {
			floats(sub(v), f, nil)
			return
		}
		to := sub(*c)
		floats(sub(v), f, &to)
	}
	switch v.Kind() {
	case reflect.Float32, reflect.Float64:
		if r := f(v.Float()); c != nil {
			c.SetFloat(r)
		}
	case reflect.Complex64, reflect.Complex128:
		z := v.Complex()
		if r := complex(f(real(z)), f(imag(z))); c != nil {
			c.SetComplex(r)
		}
	case reflect.Array:
		for i := range v.Len() {
			part(func(v reflect.Value) reflect.Value { return v.Index(i) })
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() { // others are of compiled types
				part(func(v reflect.Value) reflect.Value { return v.Field(i) })
			}
		}
	}
}
