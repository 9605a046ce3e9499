package gemm

import (
	"fmt"
	"testing"
)

func BenchmarkDo(b *testing.B) {
	for _, s := range []struct {
		m, n, k int
		ta, tb  bool
	}{
		{100, 500, 784, false, false},
		{100, 784, 500, false, true},
		{784, 500, 100, true, false},
		{784, 500, 200, true, false},
		{1024, 1024, 1024, false, false},
		{1024, 1024, 1024, false, true},
		{1024, 1024, 1024, true, false},
	} {
		b.Run(fmt.Sprintf("%dx%dx%d_%v_%v", s.m, s.n, s.k, s.ta, s.tb), func(b *testing.B) {
			ld := func(tr bool, r, c int) int {
				if tr {
					return r
				}
				return c
			}
			g := Job{
				M: s.m, N: s.n, K: s.k, Alpha: 1, Beta: 0,
				A: Matrix{Data: make([]float32, s.m*s.k), Stride: ld(s.ta, s.m, s.k), Trans: s.ta},
				B: Matrix{Data: make([]float32, s.n*s.k), Stride: ld(s.tb, s.k, s.n), Trans: s.tb},
				C: Matrix{Data: make([]float32, s.m*s.n), Stride: s.n},
			}
			if s.ta {
				g.Beta = 1
			}
			for b.Loop() {
				g.Do(0, g.M, 0, g.N)
			}
			b.ReportMetric(2*float64(s.m*s.n*s.k)*float64(b.N)/b.Elapsed().Seconds()/1e9, "GF/s")
		})
	}
}
