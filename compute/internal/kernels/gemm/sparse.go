package gemm

// A product whose left factor is mostly zeros, such as bits, ink or what a ReLU
// lets through, skips them: for each row it lists the places that are not zero
// and adds only their rows of B, in the same order and the same blocks of k. A
// zero adds ±0 to the sum, so the bits are those of the whole sum, but for the
// sign of a zero that is the sum of products too small for float32. Where a block
// of B has a number that is infinite or NaN nothing is skipped: 0·Inf is NaN.

// Bounds of what is worth skipping: shares of A from which lists do not pay, and
// the least size of a product.
const (
	sparseShare   = 0.6
	sparseGeneric = 0.25
	sparseFlops   = 1 << 19
	sparseRows    = 8
	sparseCols    = 16
)

// Probe looks at a sample of A and decides whether to skip its zeros. It is
// called once, before the pieces of a product are done; without it nothing is
// skipped.
func (g *Job) Probe() {
	g.skip = false
	if g.M < sparseRows || g.N < sparseCols || g.Flops() < sparseFlops || g.Alpha == 0 {
		return
	}
	g.skip = g.density() < shareWorthSkipping()
}

// Skips reports what Probe decided.
func (g *Job) Skips() bool { return g.skip }

// density returns the share of numbers of a sample of A that are not zero: short
// runs, spread evenly over the rows as they are stored.
func (g *Job) density() float64 {
	const runs, length = 64, 16
	rows, cols := g.M, g.K
	if g.A.Trans {
		rows, cols = g.K, g.M
	}
	n := min(length, cols)
	found := 0
	for r := range runs {
		at := r*rows/runs*g.A.Stride + r*7919%(cols-n+1)
		for _, x := range g.A.Data[at : at+n] {
			if x != 0 {
				found++
			}
		}
	}
	return float64(found) / float64(runs*n)
}

// chainBlocks is the greatest number of pieces of a block of k, small enough for
// their rows of B to stay in the innermost cache.
const chainBlocks = 8

// places are the lists of a block of A: of row i, from i*pitch on, the numbers
// that are not zero, and where they are.
type places struct {
	index  []uint32
	value  []float32
	counts []int64
	pitch  int
}

// reset makes room for lists of the given number of rows and places.
func (p *places) reset(rows, depth int) {
	p.pitch = (depth + 31) &^ 15
	if n := rows * p.pitch; cap(p.index) < n {
		p.index, p.value = make([]uint32, n), make([]float32, n)
	}
	p.index, p.value = p.index[:rows*p.pitch], p.value[:rows*p.pitch]
	if cap(p.counts) < rows {
		p.counts = make([]int64, rows)
	}
	p.counts = p.counts[:rows]
}

// list lists rows m0 to m1 of A in a block of k.
func (p *places) list(a *Matrix, m0, m1, k0, k1 int) {
	p.reset(m1-m0, k1-k0)
	down, right := a.steps()
	for i := range p.counts {
		at, n := (m0+i)*down+k0*right, 0
		index, value := p.index[i*p.pitch:][:p.pitch], p.value[i*p.pitch:][:p.pitch]
		for k := range k1 - k0 {
			x := a.Data[at]
			at += right
			index[n], value[n] = uint32(k), x
			if x != 0 {
				n++
			}
		}
		p.counts[i] = int64(n)
	}
}

// sparseGenericCols is the width of a block of the scalar form.
const sparseGenericCols = 64

// multiplySparseGeneric is the scalar form: sums of a row of C over a list.
func (g *Job) multiplySparseGeneric(s *scratch, i0, i1, j0, j1 int) {
	for k0 := 0; k0 < g.K; k0 += genericK {
		k1 := min(k0+genericK, g.K)
		for m0 := i0; m0 < i1; m0 += genericM {
			m1 := min(m0+genericM, i1)
			s.places[0].list(&g.A, m0, m1, k0, k1)
			for j := j0; j < j1; j += sparseGenericCols {
				g.sparseBlock(s, m0, m1, j, min(j+sparseGenericCols, j1), k0, k1)
			}
			if k1 == g.K {
				g.finish(m0, m1, j0, j1)
			}
		}
	}
}

// sparseBlock computes a block of C over the lists, from a packed block of B.
func (g *Job) sparseBlock(s *scratch, m0, m1, j0, j1, k0, k1 int) {
	n := j1 - j0
	b := grow(&s.b, (k1-k0)*n)
	packGeneric(b, &g.B, false, j0, j1, n, k0, k1-k0, k1-k0)
	if !allFinite(b) {
		g.denseBlock(s, m0, m1, j0, j1, k0, k1)
		return
	}
	p := &s.places[0]
	for i := m0; i < m1; i++ {
		var sum [sparseGenericCols]float32
		acc := sum[:n]
		at := (i - m0) * p.pitch
		index, value := p.index[at:][:p.counts[i-m0]], p.value[at:][:p.counts[i-m0]]
		for l, k := range index {
			x, row := value[l], b[int(k)*n:][:n]
			for j := range acc {
				acc[j] += x * row[j]
			}
		}
		g.storeRow(acc, i, j0, k0 == 0)
	}
}

// allFinite reports whether no number is infinite or NaN.
func allFinite(x []float32) bool {
	var sum float32
	for _, v := range x {
		sum += v * 0
	}
	return sum == 0
}
