//go:build amd64 && !purego

package gemm

import "github.com/udl-go/lab/compute/internal/impl"

func init() { impl.Register("gemm", impl.AVX2, impl.AVX512) }

func (g *Job) multiply(s *scratch, i0, i1, j0, j1 int) {
	v := chosen()
	switch {
	case v != nil && g.skip:
		g.multiplyLists(s, v, i0, i1, j0, j1)
	case v != nil:
		g.multiplyTiles(s, v, i0, i1, j0, j1)
	case g.skip:
		g.multiplySparseGeneric(s, i0, i1, j0, j1)
	default:
		g.multiplyGeneric(s, i0, i1, j0, j1)
	}
}

// chosen returns the kernel to use, nil for the scalar form.
func chosen() *kernel {
	switch {
	case impl.Is(impl.AVX512):
		return &avx512
	case impl.Is(impl.AVX2):
		return &avx2
	}
	return nil
}

func shareWorthSkipping() float64 {
	if chosen() == nil {
		return sparseGeneric
	}
	return sparseShare
}
