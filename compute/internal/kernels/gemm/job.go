package gemm

import "sync"

// Matrix is a row-major operand: element (i, j) is Data[i*Stride+j], or with
// Trans Data[j*Stride+i].
type Matrix struct {
	Data   []float32
	Stride int
	Trans  bool
}

// steps returns the distances in Data between neighbors of a column and of a row.
func (m *Matrix) steps() (down, right int) {
	if m.Trans {
		return 1, m.Stride
	}
	return m.Stride, 1
}

// Job is one product. C is never transposed and overlaps neither A nor B.
type Job struct {
	M, N, K     int
	Alpha, Beta float32
	A, B, C     Matrix

	// Finisher, unless nil, is called once for every element of C that is
	// computed, a block at a time, when it is complete and still in the cache.
	Finisher Finisher

	// Ahead is memory that is about to be used: the product brings it into the
	// cache on the way.
	Ahead [3][]float32

	skip bool // the zeros of A
}

// Finisher is what happens to a block of C: rows i0 to i1, columns j0 to j1.
type Finisher interface{ Finish(i0, i1, j0, j1 int) }

// Flops returns the number of floating-point operations of the products.
func (g *Job) Flops() float64 { return 2 * float64(g.M) * float64(g.N) * float64(g.K) }

// Flip turns a product with one column into one with one row, which gives the
// same bits faster, and reports whether it did. Its Finisher is gone.
func (g *Job) Flip() bool {
	if g.N != 1 || g.M == 1 || g.C.Stride != 1 {
		return false
	}
	g.A, g.B = g.B, g.A
	g.A.Trans, g.B.Trans = !g.A.Trans, !g.B.Trans
	g.M, g.N, g.C.Stride = 1, g.M, g.M
	g.Finisher, g.skip = nil, false
	return true
}

// Rows returns the job of rows i0 to i1 alone, whose first row is row 0. Its C is
// still to be set.
func (g *Job) Rows(i0, i1 int) Job {
	h := *g
	h.M = i1 - i0
	if down, _ := g.A.steps(); len(g.A.Data) > 0 {
		h.A.Data = g.A.Data[i0*down:]
	}
	return h
}

// Do computes rows i0 to i1 and columns j0 to j1 of C. Disjoint pieces may run
// concurrently, and pieces give the same bits as the whole.
func (g *Job) Do(i0, i1, j0, j1 int) {
	if i0 >= i1 || j0 >= j1 {
		return
	}
	if g.K == 0 || g.Alpha == 0 {
		g.scaleC(i0, i1, j0, j1)
		return
	}
	s := scratches.Get().(*scratch)
	g.multiply(s, i0, i1, j0, j1)
	scratches.Put(s)
}

// scaleC is the product without A·B.
func (g *Job) scaleC(i0, i1, j0, j1 int) {
	for i := i0; i < i1; i++ {
		row := g.C.Data[i*g.C.Stride+j0 : i*g.C.Stride+j1]
		for j := range row {
			if g.Beta == 0 {
				row[j] = 0
			} else {
				row[j] *= g.Beta
			}
		}
	}
	g.finish(i0, i1, j0, j1)
}

// finish passes a complete block of C on.
func (g *Job) finish(i0, i1, j0, j1 int) {
	if g.Finisher != nil {
		g.Finisher.Finish(i0, i1, j0, j1)
	}
}

// scratch holds packed pieces of A and B, or lists of what is not zero in A.
type scratch struct {
	a, b   []float32
	places [chainBlocks]places
	sums   []float32
}

// scratches keeps them between calls, so that a product allocates nothing.
var scratches = sync.Pool{New: func() any { return new(scratch) }}

// grow returns a slice of n numbers, in buf if it is large enough.
func grow(buf *[]float32, n int) []float32 {
	if cap(*buf) < n {
		*buf = make([]float32, n)
	}
	return (*buf)[:n]
}
