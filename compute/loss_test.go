package compute

import (
	"math"
	"strings"
	"testing"
)

// losses are the losses of two or three tensors of one shape: a and b are the
// gradients. twice says what the gradient has to be multiplied with.
var losses = []struct {
	name  string
	two   bool // gradients
	twice float32
	f     func(p *Pool, a, b *Tensor, x [3]*Tensor) float64
}{
	{"BCEWithLogits", false, 1, func(p *Pool, a, _ *Tensor, x [3]*Tensor) float64 { return BCEWithLogits(p, a, x[0], x[1]) }},
	{"SquaredError", false, 2, func(p *Pool, a, _ *Tensor, x [3]*Tensor) float64 { return SquaredError(p, a, x[0], x[1]) }},
	{"AbsoluteError", false, 1, func(p *Pool, a, _ *Tensor, x [3]*Tensor) float64 { return AbsoluteError(p, a, x[0], x[1]) }},
	{"Hinge", false, 1, func(p *Pool, a, _ *Tensor, x [3]*Tensor) float64 { return Hinge(p, a, x[0], x[1]) }},
	{"GaussianKL", true, 1, func(p *Pool, a, b *Tensor, x [3]*Tensor) float64 { return GaussianKL(p, a, b, x[0], x[1]) }},
	{"GaussianNLL", true, 1, func(p *Pool, a, b *Tensor, x [3]*Tensor) float64 { return GaussianNLL(p, a, b, x[0], x[1], x[2]) }},
}

func TestLossesEqualTorch(t *testing.T) {
	var g struct {
		provenance
		Cases []struct {
			Name      string
			Value     float64
			Arguments [][]float32
			Gradients [][]float32
		}
	}
	golden(t, "losses.json", &g, &g.provenance)
	if len(g.Cases) != len(losses)+1 {
		t.Fatalf("%d cases", len(g.Cases))
	}
	eachImpl(t, func(t *testing.T) {
		for i, c := range g.Cases {
			if c.Name == "CrossEntropy" {
				z := FromSlice(c.Arguments[0], 6, 5)
				d, labels := New(6, 5), make([]int, 6)
				for i, l := range c.Arguments[1] {
					labels[i] = int(l)
				}
				value := CrossEntropy(nil, d, z, labels)
				g.close(t, c.Name, []float32{float32(value)}, []float32{float32(c.Value)}, 1e-6)
				g.close(t, c.Name+"'s gradient", d.Data, c.Gradients[0], 1e-6)
				continue
			}
			l := losses[i]
			if l.name != c.Name {
				t.Fatalf("case %d is %s, want %s", i, c.Name, l.name)
			}
			var x [3]*Tensor
			for k, a := range c.Arguments {
				x[k] = FromSlice(a, len(a))
			}
			d := [2]*Tensor{New(x[0].Len()), New(x[0].Len())}
			value := l.f(nil, d[0], d[1], x)
			g.close(t, c.Name, []float32{float32(value)}, []float32{float32(c.Value)}, 1e-6)
			for k, want := range c.Gradients {
				Scale(l.twice, d[k].Data)
				g.close(t, c.Name+"'s gradient", d[k].Data, want, 2e-6)
			}
		}
	})
}

// three returns three tensors of a shape.
func three(shape ...int) [3]*Tensor {
	return [3]*Tensor{random(1, shape...), random(2, shape...), random(3, shape...)}
}

func TestLossesDoNotDependOnWorkers(t *testing.T) {
	eachImpl(t, func(t *testing.T) {
		for _, s := range [][2]int{{0, 3}, {1, 1}, {128, 20}, {300, 1000}} {
			x := three(s[0], s[1])
			for _, l := range losses {
				a, b := New(s[0], s[1]), New(s[0], s[1])
				eachWorkers(t, func(p *Pool) []float32 {
					value := l.f(p, a, b, x)
					if alone := l.f(p, nil, nil, x); alone != value {
						t.Errorf("%s: %g without a gradient, %g with one", l.name, alone, value)
					}
					if first := l.f(p, a, nil, x); first != value {
						t.Errorf("%s: %g with one gradient, %g with both", l.name, first, value)
					}
					return append(append(float32s(value), a.Data...), b.Data...)
				})
			}
			labels := make([]int, s[0])
			for i := range labels {
				labels[i] = i % s[1]
			}
			eachWorkers(t, func(p *Pool) []float32 {
				d := New(s[0], s[1])
				value := CrossEntropy(p, d, x[0], labels)
				if alone := CrossEntropy(p, nil, x[0], labels); alone != value {
					t.Errorf("CrossEntropy: %g without a gradient, %g with one", alone, value)
				}
				return append(float32s(value), d.Data...)
			})
		}
	})
}

func TestLossesAtTheEnds(t *testing.T) {
	eachImpl(t, func(t *testing.T) {
		one := func(x float32) *Tensor { return FromSlice([]float32{x}, 1) }
		d := New(1)
		for _, c := range []struct{ z, x, value, gradient float64 }{
			{100, 1, 0, 0},
			{-100, 0, 0, 0},
			{100, 0, 100, 1},
			{-100, 1, 100, -1},
			{50, 1, math.Exp(-50), 0},
			{-50, 0, math.Exp(-50), 0},
			{1e30, 0, 1e30, 1},
			{-3e38, 1, 3e38, -1},
		} {
			value := BCEWithLogits(nil, d, one(float32(c.z)), one(float32(c.x)))
			if math.Abs(value-c.value) > 1e-6*c.value+1e-37 || math.Abs(float64(d.Data[0])-c.gradient) > 2e-22 {
				t.Errorf("BCE at %g, %g: %g and %g, want %g and %g", c.z, c.x, value, d.Data[0], c.value, c.gradient)
			}
		}
		inf := float32(math.Inf(-1))
		z := FromSlice([]float32{inf, 3e38, inf, 0, inf, inf}, 2, 3)
		e := New(2, 3)
		if value := CrossEntropy(nil, e, z, []int{1, 0}); value != 0 {
			t.Errorf("the entropy of certain rows is %g", value)
		}
		sameBits(t, "gradient of certain rows", e.Data, make([]float32, 6))
		nan := float32(math.NaN())
		if v := CrossEntropy(nil, nil, FromSlice([]float32{1, nan, 2}, 1, 3), []int{0}); v == v {
			t.Errorf("NaN gives %g", v)
		}
		for _, l := range losses {
			if v := l.f(nil, nil, nil, [3]*Tensor{one(nan), one(1), one(1)}); v == v {
				t.Errorf("%s of NaN is %g", l.name, v)
			}
		}
	})
}

func TestLossesInPlaceAndWithoutAllocations(t *testing.T) {
	p := NewPool(2)
	labels := make([]int, 300)
	for _, l := range losses {
		x, y := three(300, 1000), three(300, 1000)
		a, b := New(300, 1000), New(300, 1000)
		want := l.f(p, a, b, x)
		outputs := [2]*Tensor{y[0], y[1]}
		if l.name == "GaussianNLL" {
			outputs = [2]*Tensor{y[1], y[2]}
		}
		if got := l.f(p, outputs[0], outputs[1], y); got != want {
			t.Errorf("%s in place: %g, want %g", l.name, got, want)
		}
		sameBits(t, l.name+" in place", outputs[0].Data, a.Data)
		if l.two {
			sameBits(t, l.name+" in place", outputs[1].Data, b.Data)
		}
		allocatesNothing(t, l.name, func() { l.f(p, a, b, x) })
		allocatesNothing(t, l.name+" alone", func() { l.f(p, nil, nil, x) })
	}
	x := three(300, 333)
	allocatesNothing(t, "CrossEntropy", func() { CrossEntropy(p, x[1], x[0], labels) })
	allocatesNothing(t, "CrossEntropy alone", func() { CrossEntropy(p, nil, x[0], labels) })
	CrossEntropy(p, x[1], x[0], labels)
	CrossEntropy(p, x[0], x[0], labels)
	sameBits(t, "CrossEntropy in place", x[0].Data, x[1].Data)
}

func TestLossesRefuse(t *testing.T) {
	x := three(2, 3)
	for _, l := range losses {
		for k := range 2 {
			y := x
			y[k] = New(3, 2)
			if text := mustPanic(t, l.name, func() { l.f(nil, nil, nil, y) }); !strings.Contains(text, "2×3") || !strings.Contains(text, "3×2") {
				t.Errorf("%q lacks the shapes", text)
			}
		}
		mustPanic(t, l.name, func() { l.f(nil, New(6), nil, x) })
		if l.two {
			a := New(2, 3)
			mustPanic(t, l.name, func() { l.f(nil, a, a, x) })
		}
		long := New(7)
		y := x
		y[0] = FromSlice(long.Data[1:], 2, 3)
		mustPanic(t, l.name, func() { l.f(nil, FromSlice(long.Data[:6], 2, 3), nil, y) })
	}
	for _, c := range []struct {
		labels []int
		text   string
	}{
		{[]int{0, 3}, "label 3 of row 1 is outside the 3 columns"},
		{[]int{-1, 0}, "label -1 of row 0 is outside"},
		{[]int{0}, "1 labels for 2 rows"},
	} {
		text := mustPanic(t, "CrossEntropy", func() { CrossEntropy(nil, nil, x[0], c.labels) })
		if !strings.Contains(text, c.text) || !strings.Contains(text, "2×3") {
			t.Errorf("%q lacks %q", text, c.text)
		}
	}
}
