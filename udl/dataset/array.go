package dataset

import (
	"fmt"
	"math"
	"reflect"
	"strings"

	"github.com/udl-go/lab/compute"
	"github.com/udl-go/lab/internal/npy"
	"github.com/udl-go/lab/udl"
)

// Array is what a file of numbers holds: elements of one type with a shape,
// row-major. An empty Shape is a single element.
//
// Data is a []uint8, []int8, []uint16, []int16, []uint32, []int32, []uint64,
// []int64, []float32, []float64, []bool or []string.
type Array struct {
	Shape []int
	Data  any
}

// Len returns the number of elements.
func (a *Array) Len() int {
	if v := reflect.ValueOf(a.Data); v.Kind() == reflect.Slice {
		return v.Len()
	}
	return 0
}

// Tensor returns the numbers as float32, true as 1. A []float32 is shared, all
// else is copied. Text is an error that wraps udl.ErrRange.
func (a *Array) Tensor() (*compute.Tensor, error) {
	if err := a.check(); err != nil {
		return nil, err
	}
	out, ok := (*npy.Array)(a).Floats()
	if !ok {
		return nil, fmt.Errorf("dataset: %s has no numbers: %w", a, udl.ErrRange)
	}
	return compute.FromSlice(out, a.Shape...), nil
}

// Ints returns the elements as whole numbers. Fractions, text and numbers that
// an int cannot hold are an error that wraps udl.ErrRange.
func (a *Array) Ints() ([]int, error) {
	switch x := a.Data.(type) {
	case []uint8:
		return convert(x), nil
	case []int8:
		return convert(x), nil
	case []uint16:
		return convert(x), nil
	case []int16:
		return convert(x), nil
	case []int32:
		return convert(x), nil
	case []uint32:
		return whole(a, x)
	case []uint64:
		return whole(a, x)
	case []int64:
		return whole(a, x)
	case []float32:
		return whole(a, x)
	case []float64:
		return whole(a, x)
	}
	return nil, fmt.Errorf("dataset: %s has no whole numbers: %w", a, udl.ErrRange)
}

// String returns type and shape, such as "float32 60000×784".
func (a *Array) String() string {
	kind := strings.TrimPrefix(fmt.Sprintf("%T", a.Data), "[]")
	if len(a.Shape) == 0 {
		return kind + " scalar"
	}
	return kind + " " + npy.Sizes(a.Shape)
}

// check reports a shape that does not fit the data.
func (a *Array) check() error {
	if n, ok := npy.Product(a.Shape); !ok || n != a.Len() {
		return fmt.Errorf("dataset: %d elements do not fill the shape %s: %w", a.Len(), npy.Sizes(a.Shape), udl.ErrShape)
	}
	return nil
}

type numeric interface {
	~uint8 | ~int8 | ~uint16 | ~int16 | ~uint32 | ~int32 | ~uint64 | ~int64 | ~int | ~float32 | ~float64
}

func convert[S numeric](x []S) []int {
	out := make([]int, len(x))
	for i, v := range x {
		out[i] = int(v)
	}
	return out
}

// whole converts numbers that may not be whole or may not fit.
func whole[S numeric](a *Array, x []S) ([]int, error) {
	out := make([]int, len(x))
	for i, v := range x {
		f := float64(v)
		if f != math.Trunc(f) || f < math.MinInt || f >= -math.MinInt {
			return nil, fmt.Errorf("dataset: element %d of %s is %v, not a whole number an int holds: %w", i, a, v, udl.ErrRange)
		}
		out[i] = int(v)
	}
	return out, nil
}
