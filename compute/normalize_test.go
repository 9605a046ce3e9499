package compute

import (
	"math"
	"strings"
	"testing"
)

// normPass is what torch's normalizations give for a batch.
type normPass struct{ Y, Dx, Dgamma, Dbeta []float32 }

// normGolden is torch's batch and layer normalization of three batches.
type normGolden struct {
	provenance
	Rows, Cols      int
	Eps, Momentum   float64
	Dy, Gamma, Beta []float32
	Batches         [][]float32
	Batch, Layer    []normPass
	Eval            normPass
	Mean, Var       []float32 // running
}

func readNorms(t *testing.T) *normGolden {
	t.Helper()
	var g normGolden
	golden(t, "norms.json", &g, &g.provenance)
	if len(g.Batches) == 0 || len(g.Batch) != len(g.Batches) || len(g.Layer) != len(g.Batches) {
		t.Fatalf("%d batches", len(g.Batches))
	}
	return &g
}

// compare fails unless the results are those of torch.
func (g *normGolden) compare(t *testing.T, what string, want normPass, y, dx, dgamma, dbeta *Tensor) {
	t.Helper()
	g.close(t, what, y.Data, want.Y, 5e-6)          // a mean of 20 deviations, rounded
	g.close(t, what+", dx", dx.Data, want.Dx, 1e-5) // up to ten times the size of dy
	g.close(t, what+", dgamma", dgamma.Data, want.Dgamma, 3e-6)
	g.close(t, what+", dbeta", dbeta.Data, want.Dbeta, 2e-6)
}

func TestBatchNormEqualsTorch(t *testing.T) {
	g := readNorms(t)
	n, d := g.Rows, g.Cols
	eachImpl(t, func(t *testing.T) {
		b := BatchNorm{Gamma: FromSlice(g.Gamma, d), Beta: FromSlice(g.Beta, d), Mean: New(d), Var: New(d), Eps: g.Eps}
		running := BatchNorm{Gamma: b.Gamma, Beta: b.Beta, Mean: New(d), Var: New(d), Eps: g.Eps}
		running.Var.Fill(1)
		y, dx, dgamma, dbeta, dy := New(n, d), New(n, d), New(d), New(d), FromSlice(g.Dy, n, d)
		for i, data := range g.Batches {
			x := FromSlice(data, n, d)
			b.Stats(nil, x)
			b.Forward(nil, y, x)
			b.Track(n, g.Momentum, running.Mean, running.Var)
			b.Backward(nil, dx, dgamma, dbeta, x, dy)
			g.compare(t, "training", g.Batch[i], y, dx, dgamma, dbeta)
		}
		g.close(t, "running mean", running.Mean.Data, g.Mean, 1e-6)
		g.close(t, "running variance", running.Var.Data, g.Var, 1e-6)
		x := FromSlice(g.Batches[0], n, d)
		running.Forward(nil, y, x)
		running.BackwardEval(nil, dx, dgamma, dbeta, x, dy)
		g.compare(t, "evaluation", g.Eval, y, dx, dgamma, dbeta)
	})
}

func TestLayerNormEqualsTorch(t *testing.T) {
	g := readNorms(t)
	n, d := g.Rows, g.Cols
	eachImpl(t, func(t *testing.T) {
		l := LayerNorm{Gamma: FromSlice(g.Gamma, d), Beta: FromSlice(g.Beta, d), Mean: New(n + 2), InvStd: New(n), Eps: g.Eps}
		y, dx, dgamma, dbeta, dy := New(n, d), New(n, d), New(d), New(d), FromSlice(g.Dy, n, d)
		for i, data := range g.Batches {
			x := FromSlice(data, n, d)
			l.Forward(nil, y, x)
			l.Backward(nil, dx, dgamma, dbeta, x, dy)
			g.compare(t, "layer norm", g.Layer[i], y, dx, dgamma, dbeta)
		}
	})
}

// norms returns the normalizations of n rows of d, with random γ and β or none.
func norms(n, d int, parameters bool) (BatchNorm, LayerNorm) {
	b := BatchNorm{Mean: New(d), Var: New(d), Eps: 1e-5}
	l := LayerNorm{Mean: New(n), InvStd: New(n), Eps: 1e-5}
	if parameters {
		b.Gamma, b.Beta = random(5, d), random(6, d)
		l.Gamma, l.Beta = b.Gamma, b.Beta
	}
	return b, l
}

func TestNormsDoNotDependOnWorkers(t *testing.T) {
	eachImpl(t, func(t *testing.T) {
		for _, s := range [][2]int{{1, 1}, {128, 20}, {300, 77}, {300, 1000}} {
			x, dy := random(1, s[0], s[1]), random(2, s[0], s[1])
			eachWorkers(t, func(p *Pool) (all []float32) {
				b, l := norms(s[0], s[1], true)
				y, dx, dgamma, dbeta := New(s[0], s[1]), New(s[0], s[1]), New(s[1]), New(s[1])
				results := []*Tensor{y, dx, dgamma, dbeta, b.Mean, b.Var, l.Mean, l.InvStd}
				keep := func() {
					for _, r := range results {
						all = append(all, r.Data...)
					}
				}
				b.Stats(p, x)
				b.Forward(p, y, x)
				b.Backward(p, dx, dgamma, dbeta, x, dy)
				keep()
				b.BackwardEval(p, dx, dgamma, dbeta, x, dy)
				keep()
				l.Forward(p, y, x)
				l.Backward(p, dx, dgamma, dbeta, x, dy)
				keep()
				return all
			})
		}
	})
}

// The normalized columns and rows have mean 0 and variance 1, even where the mean
// is large, and shifting or scaling the input changes nothing.
func TestNormsNormalize(t *testing.T) {
	eachImpl(t, func(t *testing.T) {
		x, y := random(1, 200, 100), New(200, 100)
		for i := range x.Data {
			x.Data[i] = 1000 + 3*x.Data[i]
		}
		b, l := norms(200, 100, false)
		b.Stats(nil, x)
		b.Forward(nil, y, x)
		moments(t, "column", y.Cols(), y.Rows(), func(j, i int) float32 { return y.At(i, j) })
		l.Forward(nil, y, x)
		moments(t, "row", y.Rows(), y.Cols(), func(i, j int) float32 { return y.At(i, j) })
	})
}

// moments fails unless each of the given vectors has mean 0 and variance 1.
func moments(t *testing.T, what string, vectors, n int, at func(k, i int) float32) {
	t.Helper()
	for k := range vectors {
		sum, square := 0.0, 0.0
		for i := range n {
			v := float64(at(k, i))
			sum, square = sum+v, square+v*v
		}
		if mean, variance := sum/float64(n), square/float64(n); math.Abs(mean) > 3e-5 || math.Abs(variance-1) > 1e-4 {
			t.Errorf("%s %d has mean %g and variance %g", what, k, mean, variance)
		}
	}
}

func TestNormsInPlaceAndWithoutAllocations(t *testing.T) {
	x, dy, y, dx := random(1, 100, 333), random(2, 100, 333), New(100, 333), New(100, 333)
	dgamma, dbeta, p := New(333), New(333), NewPool(2)
	for _, parameters := range []bool{false, true} {
		b, l := norms(100, 333, parameters)
		b.Stats(p, x)
		b.Forward(p, y, x)
		b.Backward(p, dx, nil, dbeta, x, dy)
		z, dz := x.Clone(), dy.Clone()
		b.Backward(p, dz, dgamma, nil, z, dz)
		b.Forward(p, z, z)
		sameBits(t, "BatchNorm in place", z.Data, y.Data)
		sameBits(t, "BatchNorm's gradient in place", dz.Data, dx.Data)
		l.Forward(p, y, x)
		l.Backward(p, dx, nil, dbeta, x, dy)
		z, dz = x.Clone(), dy.Clone()
		l.Backward(p, dz, dgamma, nil, z, dz)
		l.Forward(p, z, z)
		sameBits(t, "LayerNorm in place", z.Data, y.Data)
		sameBits(t, "LayerNorm's gradient in place", dz.Data, dx.Data)
		allocatesNothing(t, "norms", func() {
			b.Stats(p, x)
			b.Forward(p, y, x)
			b.Track(100, 0.1, dgamma, dbeta)
			b.Backward(p, dx, dgamma, dbeta, x, dy)
			l.Forward(p, y, x)
			l.Backward(p, dx, dgamma, dbeta, x, dy)
		})
	}
}

func TestTrackKeepsTheVarianceOfOneRow(t *testing.T) {
	b := BatchNorm{Mean: FromSlice([]float32{2}, 1), Var: New(1)}
	mean, variance := New(1), FromSlice([]float32{3}, 1)
	b.Track(1, 0.5, mean, variance)
	if mean.Data[0] != 1 || variance.Data[0] != 3 {
		t.Errorf("mean %g, variance %g", mean.Data[0], variance.Data[0])
	}
}

func TestNormsRefuseShapes(t *testing.T) {
	x, short := New(4, 3), New(2)
	b, l := norms(4, 3, true)
	bad := b
	bad.Gamma = short
	for op, f := range map[string]func(){
		"BatchNorm.Stats":        func() { bad.Stats(nil, x) },
		"BatchNorm.Forward":      func() { b.Forward(nil, New(3, 4), x) },
		"BatchNorm.Backward":     func() { b.Backward(nil, nil, short, nil, x, x) },
		"BatchNorm.BackwardEval": func() { b.BackwardEval(nil, short, nil, nil, x, x) },
		"BatchNorm.Track":        func() { b.Track(2, 1, short, b.Var) },
		"LayerNorm.Forward":      func() { l.Forward(nil, New(5, 3), New(5, 3)) },
		"LayerNorm.Backward":     func() { l.Backward(nil, nil, nil, short, x, x) },
	} {
		if text := mustPanic(t, op, f); !strings.Contains(text, "×") && !strings.Contains(text, "[") {
			t.Errorf("%q has no shapes", text)
		}
	}
	long := New(13)
	dst, late := FromSlice(long.Data[:12], 4, 3), FromSlice(long.Data[1:], 4, 3)
	mustPanic(t, "BatchNorm.Forward", func() { b.Forward(nil, dst, late) })
	mustPanic(t, "BatchNorm.Backward", func() { b.Backward(nil, dst, nil, nil, x, late) })
	mustPanic(t, "LayerNorm.Forward", func() { l.Forward(nil, dst, late) })
	mustPanic(t, "LayerNorm.Backward", func() { l.Backward(nil, dst, nil, nil, late, x) })
	mustPanic(t, "BatchNorm.Stats", func() { b.Stats(nil, New(0, 3)) })
	mustPanic(t, "BatchNorm.Stats", func() { (&BatchNorm{}).Stats(nil, x) })
	mustPanic(t, "LayerNorm.Forward", func() { (&LayerNorm{}).Forward(nil, x, x) })
}
