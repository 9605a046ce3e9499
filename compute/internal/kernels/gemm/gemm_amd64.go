//go:build amd64 && !purego

package gemm

import "github.com/udl-go/lab/compute/internal/impl"

func init() { impl.Register("gemm") }

func (g *Job) multiply(s *scratch, i0, i1, j0, j1 int) { g.multiplyGeneric(s, i0, i1, j0, j1) }
