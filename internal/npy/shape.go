package npy

import (
	"fmt"
	"math"
	"strings"
)

// Product returns the number of elements of a shape, false when a dimension is
// negative or the numbers overflow. Empty dimensions do not hide an overflow.
func Product(shape []int) (int, bool) {
	n, empty := 1, false
	for _, d := range shape {
		switch {
		case d < 0 || d > 0 && n > math.MaxInt/d:
			return 0, false
		case d == 0:
			empty = true
		default:
			n *= d
		}
	}
	if empty {
		return 0, true
	}
	return n, true
}

// Sizes writes a shape as 60000×28×28.
func Sizes(shape []int) string {
	s := make([]string, len(shape))
	for i, d := range shape {
		s[i] = fmt.Sprint(d)
	}
	return strings.Join(s, "×")
}
