//go:build !amd64 || purego

package gemm

import "github.com/udl-go/lab/compute/internal/impl"

func init() { impl.Register("gemm") }

func (g *Job) multiply(s *scratch, i0, i1, j0, j1 int) {
	if g.skip {
		g.multiplySparseGeneric(s, i0, i1, j0, j1)
		return
	}
	g.multiplyGeneric(s, i0, i1, j0, j1)
}

func shareWorthSkipping() float64 { return sparseGeneric }
