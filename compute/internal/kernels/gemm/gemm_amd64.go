//go:build amd64 && !purego

package gemm

import "github.com/udl-go/lab/compute/internal/impl"

func init() { impl.Register("gemm", impl.AVX2, impl.AVX512) }

func (g *Job) multiply(s *scratch, i0, i1, j0, j1 int) {
	switch {
	case impl.Is(impl.AVX512):
		g.multiplyTiles(s, &avx512, i0, i1, j0, j1)
	case impl.Is(impl.AVX2):
		g.multiplyTiles(s, &avx2, i0, i1, j0, j1)
	default:
		g.multiplyGeneric(s, i0, i1, j0, j1)
	}
}
