package function

import (
	"fmt"
	"testing"

	"github.com/udl-go/lab/compute/internal/impl"
)

func BenchmarkApply(b *testing.B) {
	const n = 4096
	x, dst := make([]float32, n), make([]float32, n)
	for i := range x {
		x[i] = float32(i%1000)/100 - 5
	}
	for f := range Count {
		for _, l := range impl.Levels() {
			b.Run(fmt.Sprint(names[f], "/", l), func(b *testing.B) {
				defer impl.Use(l)()
				for b.Loop() {
					Apply(f, dst, x)
				}
				b.ReportMetric(n*float64(b.N)/b.Elapsed().Seconds()/1e9, "Gelements/s")
			})
		}
	}
}

func BenchmarkGrad(b *testing.B) {
	const n = 4096
	x, dst := make([]float32, n), make([]float32, n)
	for i := range x {
		x[i] = float32(i%1000)/1000 + 0.001
	}
	for f := range Count {
		b.Run(names[f], func(b *testing.B) {
			for b.Loop() {
				Grad(f, dst, x, x)
			}
			b.ReportMetric(n*float64(b.N)/b.Elapsed().Seconds()/1e9, "Gelements/s")
		})
	}
}
