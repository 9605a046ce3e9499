package peak

import (
	"testing"

	"github.com/udl-go/lab/compute/internal/impl/impltest"
)

func TestFMACountsItsOperations(t *testing.T) {
	impltest.Each(t, func(t *testing.T) {
		one := FMA(1)
		if one < 16 || FMA(0) != one || FMA(1000) != 1000*one {
			t.Errorf("1 round has %g operations, 1000 have %g", one, FMA(1000))
		}
	})
}

func BenchmarkFMA(b *testing.B) {
	flops := 0.0
	for b.Loop() {
		flops += FMA(100000)
	}
	b.ReportMetric(flops/b.Elapsed().Seconds()/1e9, "GFLOP/s")
}
