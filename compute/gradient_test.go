package compute_test

import (
	"math"
	"testing"

	"github.com/udl-go/lab/compute"
	"github.com/udl-go/lab/internal/testutil"
)

// numbers returns n numbers, as float32 in float64, no two equal.
func numbers(n int, seed float64) []float64 {
	x := make([]float64, n)
	for i := range x {
		x[i] = float64(float32(1.5 * math.Sin(float64(i)*2.4+seed)))
	}
	return x
}

// tensor returns a tensor of float64 numbers.
func tensor(x []float64, shape ...int) *compute.Tensor {
	t := compute.New(shape...)
	for i, v := range x {
		t.Data[i] = float32(v)
	}
	return t
}

// doubles returns the numbers of a tensor, times k.
func doubles(t *compute.Tensor, k float64) []float64 {
	x := make([]float64, t.Len())
	for i, v := range t.Data {
		x[i] = k * float64(v)
	}
	return x
}

// sum returns Σ f(i) for i below n.
func sum(n int, f func(i int) float64) float64 {
	s := 0.0
	for i := range n {
		s += f(i)
	}
	return s
}

const step, tolerance = 1e-5, 1e-5

func TestLossGradients(t *testing.T) {
	const n = 37
	x, y, z := numbers(n, 1), numbers(n, 2), numbers(n, 3)
	tx, ty, tz, a, b := tensor(x, n), tensor(y, n), tensor(z, n), compute.New(n), compute.New(n)
	compare := func(name string, value float64, f func() float64, arguments ...[]float64) {
		t.Helper()
		if want := f(); math.Abs(value-want) > 1e-6*math.Abs(want) {
			t.Errorf("%s is %g, want %g", name, value, want)
		}
		scale := 1.0
		if name == "SquaredError" {
			scale = 2
		}
		for k, x := range arguments {
			testutil.Gradient(t, x, doubles([]*compute.Tensor{a, b}[k], scale), step, tolerance, f)
		}
	}
	compare("BCEWithLogits", compute.BCEWithLogits(nil, a, tx, ty), func() float64 {
		return sum(n, func(i int) float64 { return math.Log1p(math.Exp(x[i])) - x[i]*y[i] })
	}, x)
	compare("SquaredError", compute.SquaredError(nil, a, tx, ty), func() float64 {
		return sum(n, func(i int) float64 { return (x[i] - y[i]) * (x[i] - y[i]) })
	}, x)
	compare("AbsoluteError", compute.AbsoluteError(nil, a, tx, ty), func() float64 {
		return sum(n, func(i int) float64 { return math.Abs(x[i] - y[i]) })
	}, x)
	compare("Hinge", compute.Hinge(nil, a, tx, ty), func() float64 {
		return sum(n, func(i int) float64 { return math.Max(0, 1-x[i]*y[i]) })
	}, x)
	compare("GaussianKL", compute.GaussianKL(nil, a, b, tx, ty), func() float64 {
		return sum(n, func(i int) float64 { return (x[i]*x[i] + math.Exp(y[i]) - 1 - y[i]) / 2 })
	}, x, y)
	compare("GaussianNLL", compute.GaussianNLL(nil, a, b, tz, tx, ty), func() float64 {
		return sum(n, func(i int) float64 { return (y[i] + (z[i]-x[i])*(z[i]-x[i])*math.Exp(-y[i])) / 2 })
	}, x, y)
}

func TestCrossEntropyGradient(t *testing.T) {
	const n, k = 6, 5
	z, labels, d := numbers(n*k, 1), []int{0, 4, 2, 2, 1, 3}, compute.New(n, k)
	value := compute.CrossEntropy(nil, d, tensor(z, n, k), labels)
	f := func() float64 {
		return sum(n, func(i int) float64 {
			return math.Log(sum(k, func(j int) float64 { return math.Exp(z[i*k+j]) })) - z[i*k+labels[i]]
		})
	}
	if want := f(); math.Abs(value-want) > 1e-6*want {
		t.Errorf("value %g, want %g", value, want)
	}
	testutil.Gradient(t, z, doubles(d, 1), step, tolerance, f)
}

// normalized returns the normalized vector of n numbers x(i).
func normalized(n int, eps float64, x func(i int) float64) func(i int) float64 {
	mean := sum(n, x) / float64(n)
	variance := sum(n, func(i int) float64 { return (x(i) - mean) * (x(i) - mean) }) / float64(n)
	return func(i int) float64 { return (x(i) - mean) / math.Sqrt(variance+eps) }
}

const rows, cols, eps = 7, 5, 1e-3

// normCase is a loss Σ dy·y of a normalization's output.
type normCase struct {
	x, gamma, beta, dy         []float64
	dx, dgamma, dbeta          *compute.Tensor
	tx, tdy, tgamma, tbeta, ty *compute.Tensor
}

func newNormCase() *normCase {
	c := &normCase{
		x: numbers(rows*cols, 1), gamma: numbers(cols, 2), beta: numbers(cols, 3), dy: numbers(rows*cols, 4),
		dx: compute.New(rows, cols), dgamma: compute.New(cols), dbeta: compute.New(cols), ty: compute.New(rows, cols),
	}
	c.tx, c.tdy = tensor(c.x, rows, cols), tensor(c.dy, rows, cols)
	c.tgamma, c.tbeta = tensor(c.gamma, cols), tensor(c.beta, cols)
	return c
}

// check compares the three gradients with differences of the loss.
func (c *normCase) check(t *testing.T, f func() float64) {
	t.Helper()
	testutil.Gradient(t, c.x, doubles(c.dx, 1), step, tolerance, f)
	testutil.Gradient(t, c.gamma, doubles(c.dgamma, 1), step, tolerance, f)
	testutil.Gradient(t, c.beta, doubles(c.dbeta, 1), step, tolerance, f)
}

func TestBatchNormGradient(t *testing.T) {
	c := newNormCase()
	b := compute.BatchNorm{Gamma: c.tgamma, Beta: c.tbeta, Mean: compute.New(cols), Var: compute.New(cols), Eps: eps}
	b.Stats(nil, c.tx)
	b.Backward(nil, c.dx, c.dgamma, c.dbeta, c.tx, c.tdy)
	c.check(t, func() float64 {
		return sum(cols, func(j int) float64 {
			h := normalized(rows, eps, func(i int) float64 { return c.x[i*cols+j] })
			return sum(rows, func(i int) float64 { return c.dy[i*cols+j] * (h(i)*c.gamma[j] + c.beta[j]) })
		})
	})
	mean, variance := doubles(b.Mean, 1), doubles(b.Var, 1)
	b.BackwardEval(nil, c.dx, c.dgamma, c.dbeta, c.tx, c.tdy)
	c.check(t, func() float64 {
		return sum(rows*cols, func(i int) float64 {
			j := i % cols
			return c.dy[i] * ((c.x[i]-mean[j])/math.Sqrt(variance[j]+eps)*c.gamma[j] + c.beta[j])
		})
	})
}

func TestLayerNormGradient(t *testing.T) {
	c := newNormCase()
	l := compute.LayerNorm{Gamma: c.tgamma, Beta: c.tbeta, Mean: compute.New(rows), InvStd: compute.New(rows), Eps: eps}
	l.Forward(nil, c.ty, c.tx)
	l.Backward(nil, c.dx, c.dgamma, c.dbeta, c.tx, c.tdy)
	c.check(t, func() float64 {
		return sum(rows, func(i int) float64 {
			h := normalized(cols, eps, func(j int) float64 { return c.x[i*cols+j] })
			return sum(cols, func(j int) float64 { return c.dy[i*cols+j] * (h(j)*c.gamma[j] + c.beta[j]) })
		})
	})
}
