package compute

import "testing"

// BenchmarkMath are the element-wise passes and the softmax family on a batch of
// 128×1000, and the random numbers, in elements per second.
func BenchmarkMath(b *testing.B) {
	x, y, z := random(1, 128, 1000), random(2, 128, 1000), New(128, 1000)
	row, col, sums := random(3, 1000), random(4, 128, 1), New(128)
	r := NewRNG(1)
	for _, c := range []struct {
		name string
		f    func()
	}{
		{"Add", func() { Add(nil, z, x, y) }},
		{"AddRow", func() { Add(nil, z, x, row) }},
		{"MulColumn", func() { Mul(nil, z, x, col) }},
		{"AddScaled", func() { AddScaled(nil, z, 0.3, x, 0.7, y) }},
		{"Clamp", func() { Clamp(nil, z, x, -1, 1) }},
		{"LeakyReLU", func() { LeakyReLU(nil, 0.2, z, x) }},
		{"Tanh", func() { Map(nil, Tanh, z, x) }},
		{"Softmax", func() { Softmax(nil, z, x) }},
		{"LogSoftmax", func() { LogSoftmax(nil, z, x) }},
		{"LogSumExp", func() { LogSumExp(nil, sums, x) }},
		{"RowSums", func() { RowSums(nil, sums, x) }},
		{"RowMax", func() { RowMax(nil, sums, x) }},
		{"ColSumsTo", func() { ColSumsTo(nil, row, x) }},
		{"SumAll", func() { SumAll(nil, x) }},
		{"Uniform", func() { r.Uniform(nil, z.Data) }},
		{"Normal", func() { r.Normal(nil, z.Data, 0, 1) }},
		{"DropoutMask", func() { r.DropoutMask(nil, z.Data, 0.8) }},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				c.f()
			}
			b.ReportMetric(float64(x.Len())*float64(b.N)/b.Elapsed().Seconds()/1e9, "Gelements/s")
		})
	}
}

// BenchmarkSmall are the same on 128×20, where the cost of a call counts.
func BenchmarkSmall(b *testing.B) {
	p := NewPool(2)
	x, y, z := random(1, 128, 20), random(2, 128, 20), New(128, 20)
	row, col, sums := random(3, 20), random(4, 128, 1), New(128)
	for _, c := range []struct {
		name string
		f    func()
	}{
		{"Add", func() { Add(p, z, x, y) }},
		{"AddRow", func() { Add(p, z, x, row) }},
		{"MulColumn", func() { Mul(p, z, x, col) }},
		{"Tanh", func() { Map(p, Tanh, z, x) }},
		{"TanhGrad", func() { MapGrad(p, Tanh, z, nil, x, y) }},
		{"Softmax", func() { Softmax(p, z, x) }},
		{"LogSumExp", func() { LogSumExp(p, sums, x) }},
		{"RowSums", func() { RowSums(p, sums, x) }},
		{"ColSumsTo", func() { ColSumsTo(p, row, x) }},
		{"SumAll", func() { SumAll(p, x) }},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				c.f()
			}
		})
	}
}
