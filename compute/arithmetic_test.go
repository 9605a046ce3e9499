package compute

import (
	"fmt"
	"testing"
)

// operations are those with a second argument that may be repeated.
var operations = []struct {
	name string
	do   func(p *Pool, dst, x, y *Tensor)
	want func(d, x, y float32) float32
}{
	{"Add", Add, func(_, x, y float32) float32 { return x + y }},
	{"Sub", Sub, func(_, x, y float32) float32 { return x - y }},
	{"Mul", Mul, func(_, x, y float32) float32 { return x * y }},
	{"Div", Div, func(_, x, y float32) float32 { return x / y }},
	{"MulAdd", MulAdd, func(d, x, y float32) float32 { return d + float32(x*y) }},
}

func TestOperationsRepeatTheSecond(t *testing.T) {
	eachImpl(t, func(t *testing.T) {
		for _, d := range []int{0, 1, 2, 5, 16, 20, 47, 300, 700} {
			for _, n := range []int{1, 3, 70} {
				for i, y := range []*Tensor{random(2, n, d), random(2, d), random(2, 1, d), random(2, n, 1), random(2, 1), random(2, 1, 1)} {
					if i > 0 && n == 1 && d == 1 {
						continue
					}
					at := func(r, c int) float32 {
						switch {
						case len(y.Data) == n*d && i == 0:
							return y.Data[r*d+c]
						case len(y.Data) == 1:
							return y.Data[0]
						case i == 3:
							return y.Data[r]
						}
						return y.Data[c]
					}
					for _, o := range operations {
						x, got := random(1, n, d), random(3, n, d)
						want := got.Clone()
						for r := range n {
							for c := range d {
								want.Data[r*d+c] = o.want(want.Data[r*d+c], x.Data[r*d+c], at(r, c))
							}
						}
						o.do(nil, got, x, y)
						sameBits(t, fmt.Sprint(o.name, " of ", x.Shape, y.Shape), got.Data, want.Data)
					}
				}
			}
		}
	})
}

func TestOperationsInPlace(t *testing.T) {
	eachImpl(t, func(t *testing.T) {
		for _, o := range operations {
			x, y, row := random(1, 9, 33), random(2, 9, 33), random(3, 33)
			want := x.Clone()
			o.do(nil, want, x, y)
			got := x.Clone()
			o.do(nil, got, got, y)
			sameBits(t, o.name+" in the place of x", got.Data, want.Data)
			want = y.Clone()
			o.do(nil, want, x, y)
			got = y.Clone()
			o.do(nil, got, x, got)
			sameBits(t, o.name+" in the place of y", got.Data, want.Data)
			want = x.Clone()
			o.do(nil, want, x, row)
			o.do(nil, x, x, row)
			sameBits(t, o.name+" of a row in place", x.Data, want.Data)
		}
	})
}

func TestPassesAreTheirFormulas(t *testing.T) {
	eachImpl(t, func(t *testing.T) {
		x, y := random(1, 11, 23), random(2, 11, 23)
		dst := New(11, 23)
		check := func(name string, want func(x, y float32) float32) {
			t.Helper()
			for i, got := range dst.Data {
				if w := want(x.Data[i], y.Data[i]); got != w {
					t.Fatalf("%s: element %d is %g, want %g", name, i, got, w)
				}
			}
		}
		AddScaled(nil, dst, 0.5, x, -2, y)
		check("AddScaled", func(x, y float32) float32 { return float32(0.5*x) + float32(-2*y) })
		Affine(nil, dst, 0.3, x, 1.5)
		check("Affine", func(x, _ float32) float32 { return float32(0.3*x) + 1.5 })
		Clamp(nil, dst, x, -0.5, 1)
		check("Clamp", func(x, _ float32) float32 { return min(max(x, -0.5), 1) })
		LeakyReLU(nil, 0.2, dst, x)
		check("LeakyReLU", func(x, _ float32) float32 {
			if x > 0 {
				return x
			}
			return 0.2 * x
		})
		LeakyReLUGrad(nil, 0.2, dst, x, y)
		check("LeakyReLUGrad", func(x, y float32) float32 {
			if x > 0 {
				return y
			}
			return 0.2 * y
		})
	})
}

func TestElementWisePassesDoNotDependOnTheNumberOfWorkers(t *testing.T) {
	x, y, row, col := random(1, 411, 613), random(2, 411, 613), random(3, 613), random(4, 411, 1)
	eachImpl(t, func(t *testing.T) {
		for name, f := range map[string]func(p *Pool, dst *Tensor){
			"Add":       func(p *Pool, dst *Tensor) { Add(p, dst, x, y) },
			"Sub row":   func(p *Pool, dst *Tensor) { Sub(p, dst, x, row) },
			"Mul col":   func(p *Pool, dst *Tensor) { Mul(p, dst, x, col) },
			"MulAdd":    func(p *Pool, dst *Tensor) { MulAdd(p, dst, x, col) },
			"AddScaled": func(p *Pool, dst *Tensor) { AddScaled(p, dst, 2, x, 3, y) },
			"Clamp":     func(p *Pool, dst *Tensor) { Clamp(p, dst, x, -1, 1) },
			"Softmax":   func(p *Pool, dst *Tensor) { Softmax(p, dst, x) },
			"LogSoft":   func(p *Pool, dst *Tensor) { LogSoftmax(p, dst, x) },
		} {
			want, got := New(411, 613), New(411, 613)
			f(nil, want)
			for _, workers := range []int{1, 2, 7} {
				clear(got.Data)
				f(NewPool(workers), got)
				sameBits(t, fmt.Sprint(name, ", workers ", workers), got.Data, want.Data)
			}
		}
	})
}

func TestElementWisePassesAllocateNothing(t *testing.T) {
	p := NewPool(2)
	x, y, row, col, dst := random(1, 411, 613), random(2, 411, 613), random(3, 613), random(4, 411, 1), New(411, 613)
	sums := New(411)
	if n := testing.AllocsPerRun(20, func() {
		for _, q := range []*Pool{nil, p} {
			Add(q, dst, x, y)
			Sub(q, dst, x, row)
			Mul(q, dst, x, col)
			Affine(q, dst, 2, x, 1)
			Softmax(q, dst, x)
			LogSumExp(q, sums, x)
			ColSumsTo(q, row, x)
			SumAll(q, x)
		}
	}); n != 0 && !raceEnabled {
		t.Errorf("%g allocations a round", n)
	}
}

func TestOperationsRefuseShapes(t *testing.T) {
	x := New(4, 6)
	for _, o := range operations {
		for _, y := range []*Tensor{New(4), New(5), New(6, 1), New(4, 2), New(2, 6), New(6, 4), New(24)} {
			mustPanic(t, o.name, func() { o.do(nil, x, x, y) })
		}
		mustPanic(t, o.name, func() { o.do(nil, New(6, 4), x, x) })
		mustPanic(t, o.name, func() { o.do(nil, x, x, x.Slice(1, 2)) }) // would change while it is read
		mustPanic(t, o.name, func() { o.do(nil, FromSlice(x.Data[:20], 20), FromSlice(x.Data[4:], 20), New(1)) })
	}
	mustPanic(t, "AddScaled", func() { AddScaled(nil, x, 1, x, 1, New(6)) })
	mustPanic(t, "Affine", func() { Affine(nil, x, 1, New(6, 4), 1) })
	mustPanic(t, "Clamp", func() { Clamp(nil, x, x, 2, 1) })
	mustPanic(t, "LeakyReLU", func() { LeakyReLU(nil, 0.1, x, New(6, 4)) })
	mustPanic(t, "LeakyReLUGrad", func() { LeakyReLUGrad(nil, 0.1, x, New(6, 4), x) })
	if text := mustPanic(t, "Add", func() { Add(nil, x, x, New(4)) }); text !=
		"compute: Add of 4×6, [4]: the second is neither of the shape of the first nor a row, a column or a single element" {
		t.Errorf("the error says %q", text)
	}
}
