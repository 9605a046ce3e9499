package compute

import (
	"fmt"
	"math"
	"strings"
	"testing"
)

// reference is Gemm in float64; it also returns Σ|a·b|, the scale of rounding.
func reference(ta, tb Transpose, alpha float32, a, b *Tensor, beta float32, c *Tensor) (want, scale []float64) {
	m, k := dims(a, ta)
	_, n := dims(b, tb)
	want, scale = make([]float64, m*n), make([]float64, m*n)
	for i := range m {
		for j := range n {
			sum, abs := 0.0, 0.0
			for l := range k {
				x, y := at(a, ta, i, l), at(b, tb, l, j)
				sum += float64(x) * float64(y)
				abs += math.Abs(float64(x) * float64(y))
			}
			want[i*n+j] = float64(alpha) * sum
			scale[i*n+j] = math.Abs(float64(alpha)) * abs
			if beta != 0 {
				want[i*n+j] += float64(beta) * float64(c.Data[i*n+j])
				scale[i*n+j] += math.Abs(float64(beta) * float64(c.Data[i*n+j]))
			}
		}
	}
	return want, scale
}

// at returns element (i, j) of op(t).
func at(t *Tensor, tr Transpose, i, j int) float32 {
	if tr {
		i, j = j, i
	}
	return t.Data[i*t.Cols()+j]
}

// operands returns random matrices for a product of the given shape.
func operands(m, n, k int, ta, tb Transpose) (a, b, c *Tensor) {
	a, b, c = random(1, m, k), random(2, k, n), random(3, m, n)
	if ta {
		a = random(1, k, m)
	}
	if tb {
		b = random(2, n, k)
	}
	return a, b, c
}

var transposes = []Transpose{NoTrans, Trans}

// product is a product with its operands and result.
type product struct {
	ta, tb      Transpose
	alpha, beta float32
	a, b, c     *Tensor
	want, scale []float64
}

// newProduct returns a random product of the given shape.
func newProduct(m, n, k int, ta, tb Transpose, alpha, beta float32) *product {
	g := &product{ta: ta, tb: tb, alpha: alpha, beta: beta}
	g.a, g.b, g.c = operands(m, n, k, ta, tb)
	g.want, g.scale = reference(ta, tb, alpha, g.a, g.b, beta, g.c)
	if beta == 0 {
		g.c.Fill(float32(math.NaN()))
	}
	return g
}

// check compares Gemm with the reference: the error of a chain of k fused or
// rounded steps is at most k+3 half units of Σ|a·b|.
func (g *product) check(t *testing.T, p *Pool) {
	t.Helper()
	a, b, c := g.a.Clone(), g.b.Clone(), g.c.Clone()
	_, k := dims(a, g.ta)
	Gemm(p, g.ta, g.tb, g.alpha, a, b, g.beta, c)
	for i, w := range g.want {
		if tol := g.scale[i] * float64(k+3) / (1 << 24); !(math.Abs(float64(c.Data[i])-w) <= tol) {
			t.Fatalf("%v·%v trans %v %v alpha %g beta %g: element %d is %g, want %g ± %g",
				a.Shape, b.Shape, g.ta, g.tb, g.alpha, g.beta, i, c.Data[i], w, tol)
		}
	}
	sameBits(t, "A", a.Data, g.a.Data)
	sameBits(t, "B", b.Data, g.b.Data)
}

func TestGemmEqualsTheSum(t *testing.T) {
	eachImpl(t, func(t *testing.T) {
		for _, ta := range transposes {
			for _, tb := range transposes {
				for m := range 32 { // every height of a tile and one more
					newProduct(m, 1+m*7%50, 1+m*5%23, ta, tb, 1, 0).check(t, nil)
				}
				for n := range 67 { // every width
					newProduct(1+n*3%17, n, 1+n%9, ta, tb, -0.5, 1).check(t, nil)
				}
				for _, k := range []int{0, 1, 2, 3, 4, 5, 255, 256, 257, 300, 511, 513, 600, 1030} {
					newProduct(5, 19, k, ta, tb, 2, 0.25).check(t, nil)
				}
			}
		}
	})
}

func TestGemmEqualsTheSumOnTheShapesOfTraining(t *testing.T) {
	products := []*product{
		newProduct(100, 500, 784, NoTrans, NoTrans, 1, 0),
		newProduct(100, 784, 500, NoTrans, Trans, 1, 0),
		newProduct(784, 500, 100, Trans, NoTrans, 0.01, 1),
	}
	for _, s := range [][3]int{{1, 300, 700}, {300, 1, 700}, {500, 300, 1}, {3, 1030, 90}, {600, 3, 90}, {256, 64, 512}} {
		for _, ta := range transposes {
			for _, tb := range transposes {
				products = append(products, newProduct(s[0], s[1], s[2], ta, tb, 1, 0))
			}
		}
	}
	p := NewPool(2)
	eachImpl(t, func(t *testing.T) {
		for _, g := range products {
			g.check(t, p)
		}
	})
}

func TestGemmIsAdjoint(t *testing.T) { // <A·x, y> = <x, Aᵀ·y>
	eachImpl(t, func(t *testing.T) {
		for _, s := range [][2]int{{1, 1}, {7, 33}, {40, 13}, {129, 258}} {
			a, x, y := random(1, s[0], s[1]), random(2, s[1], 1), random(3, s[0], 1)
			ax, aty := New(s[0], 1), New(s[1], 1)
			Gemm(nil, NoTrans, NoTrans, 1, a, x, 0, ax)
			Gemm(nil, Trans, NoTrans, 1, a, y, 0, aty)
			l, r := Dot(ax.Data, y.Data), Dot(x.Data, aty.Data)
			if math.Abs(l-r) > 1e-4*math.Sqrt(float64(s[0]*s[1])) {
				t.Errorf("%v: <Ax,y> = %g, <x,Aᵀy> = %g", s, l, r)
			}
		}
	})
}

func TestGemmIsLinear(t *testing.T) { // (A+A')·B = A·B + A'·B, by accumulation
	eachImpl(t, func(t *testing.T) {
		a, a2, b := random(1, 21, 70), random(2, 21, 70), random(3, 70, 45)
		sum := a.Clone()
		Axpy(1, a2.Data, sum.Data)
		c, want := MatMul(nil, a, b), MatMul(nil, sum, b)
		Gemm(nil, NoTrans, NoTrans, 1, a2, b, 1, c)
		for i := range c.Data {
			if math.Abs(float64(c.Data[i]-want.Data[i])) > 1e-4 {
				t.Fatalf("element %d: %g, want %g", i, c.Data[i], want.Data[i])
			}
		}
	})
}

func TestGemmDoesNotDependOnTheNumberOfWorkers(t *testing.T) {
	eachImpl(t, func(t *testing.T) {
		for _, s := range [][3]int{{100, 500, 410}, {401, 200, 100}, {33, 700, 300}} {
			for _, ta := range transposes {
				for _, tb := range transposes {
					a, b, c := operands(s[0], s[1], s[2], ta, tb)
					one := c.Clone()
					Gemm(nil, ta, tb, 0.5, a, b, 1, one)
					for _, workers := range []int{1, 2, 7} {
						got := c.Clone()
						Gemm(NewPool(workers), ta, tb, 0.5, a, b, 1, got)
						sameBits(t, fmt.Sprintf("%v with %d workers", s, workers), got.Data, one.Data)
					}
				}
			}
		}
	})
}

func TestGemmWithoutProductScales(t *testing.T) {
	nan := float32(math.NaN())
	eachImpl(t, func(t *testing.T) {
		a, b := New(2, 3), New(3, 2)
		a.Fill(nan)
		c := FromSlice([]float32{1, 2, 3, nan}, 2, 2)
		Gemm(nil, NoTrans, NoTrans, 0, a, b, 2, c)
		sameBits(t, "alpha 0", c.Data[:3], []float32{2, 4, 6})
		Gemm(nil, NoTrans, NoTrans, 0, a, b, 0, c)
		sameBits(t, "alpha 0, beta 0", c.Data, make([]float32, 4))
		c.Fill(nan)
		Gemm(nil, NoTrans, NoTrans, 1, New(2, 0), New(0, 2), 0, c)
		sameBits(t, "k = 0", c.Data, make([]float32, 4))
	})
}

func TestGemmAllocatesNothing(t *testing.T) {
	for _, p := range []*Pool{nil, NewPool(2)} {
		a, b, c := operands(100, 500, 64, NoTrans, Trans)
		if n := testing.AllocsPerRun(100, func() { Gemm(p, NoTrans, Trans, 1, a, b, 0, c) }); n != 0 && !raceEnabled {
			t.Errorf("%d workers: %g allocations a call", p.Workers(), n)
		}
	}
}

func TestGemmRefusesShapes(t *testing.T) {
	text := mustPanic(t, "Gemm", func() { Gemm(nil, NoTrans, Trans, 1, New(3, 4), New(4, 5), 0, New(3, 5)) })
	for _, want := range []string{"3×4", "4×5", "inner dimensions 4 and 5"} {
		if !strings.Contains(text, want) {
			t.Errorf("the error %q does not say %q", text, want)
		}
	}
	mustPanic(t, "Gemm", func() { Gemm(nil, NoTrans, NoTrans, 1, New(3, 4), New(4, 5), 0, New(5, 3)) })
	a := New(4, 4)
	mustPanic(t, "Gemm", func() { Gemm(nil, NoTrans, NoTrans, 1, a.Slice(0, 2), New(4, 4), 0, a.Slice(1, 3)) })
}
