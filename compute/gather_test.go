package compute

import (
	"strings"
	"testing"
)

// places returns n indices below rows, repeated and out of order.
func places(n, rows int) []int {
	index := make([]int, n)
	for i := range index {
		index[i] = (i*i*7 + 3*i) % rows
	}
	return index
}

func TestGatherTakesRows(t *testing.T) {
	eachImpl(t, func(t *testing.T) {
		for _, s := range [][3]int{{5, 3, 7}, {3000, 64, 4000}, {10, 33, 5000}} {
			x, index := random(1, s[0], s[1]), places(s[2], s[0])
			eachWorkers(t, func(p *Pool) []float32 {
				dst := New(s[2], s[1])
				GatherRows(p, dst, x, index)
				for i, k := range index {
					sameBits(t, "row", dst.Row(i), x.Row(k))
				}
				return dst.Data
			})
		}
	})
}

func TestScatterAddsInOrder(t *testing.T) {
	eachImpl(t, func(t *testing.T) {
		for _, s := range [][3]int{{5, 3, 7}, {3000, 64, 4000}, {10, 33, 5000}} {
			x, index, want := random(1, s[2], s[1]), places(s[2], s[0]), random(2, s[0], s[1])
			for i, k := range index {
				for j, v := range x.Row(i) {
					want.Row(k)[j] += v
				}
			}
			eachWorkers(t, func(p *Pool) []float32 {
				dst := random(2, s[0], s[1])
				ScatterAddRows(p, dst, x, index)
				sameBits(t, "ScatterAddRows", dst.Data, want.Data)
				return dst.Data
			})
		}
	})
}

// Gathering and scattering are adjoint: ⟨G x, y⟩ = ⟨x, Gᵀ y⟩.
func TestGatherAndScatterAreAdjoint(t *testing.T) {
	x, y, index := random(1, 20, 9), random(2, 50, 9), places(50, 20)
	gx, gy := New(50, 9), New(20, 9)
	GatherRows(nil, gx, x, index)
	ScatterAddRows(nil, gy, y, index)
	if a, b := Dot(gx.Data, y.Data), Dot(x.Data, gy.Data); a-b > 1e-5 || b-a > 1e-5 {
		t.Errorf("⟨Gx, y⟩ = %g, ⟨x, Gᵀy⟩ = %g", a, b)
	}
}

func TestGatherAllocatesNothing(t *testing.T) {
	p, x, y, index := NewPool(2), random(1, 900, 300), New(1200, 300), places(1200, 900)
	allocatesNothing(t, "GatherRows", func() { GatherRows(p, y, x, index) })
	allocatesNothing(t, "ScatterAddRows", func() { ScatterAddRows(p, x, y, index) })
}

func TestGatherRefuses(t *testing.T) {
	x, y := New(3, 4), New(2, 4)
	for _, c := range []struct {
		op, text string
		f        func()
	}{
		{"GatherRows", "index 1 is 3, outside the 3 rows", func() { GatherRows(nil, y, x, []int{0, 3}) }},
		{"GatherRows", "of 2×4, 3×4: the rows do not fit, or not the 1 indices", func() { GatherRows(nil, y, x, []int{0}) }},
		{"ScatterAddRows", "index 0 is -1, outside the 3 rows", func() { ScatterAddRows(nil, x, y, []int{-1, 0}) }},
		{"ScatterAddRows", "of 3×4, 2×5", func() { ScatterAddRows(nil, x, New(2, 5), []int{0, 0}) }},
		{"ScatterAddRows", "overlap", func() { ScatterAddRows(nil, x, x, []int{0, 1, 2}) }},
	} {
		if text := mustPanic(t, c.op, c.f); !strings.Contains(text, c.text) {
			t.Errorf("%q lacks %q", text, c.text)
		}
	}
}
