package normalize

import "github.com/udl-go/lab/compute/internal/kernels/vector"

// The conversions forbid the compiler to fuse a product and a sum.

func addSquaresGeneric(dst, mean []float64, x []float32, stride, rows int) {
	for i := range rows {
		row := x[i*stride:][:len(dst)]
		for j, v := range row {
			r := float64(v) - mean[j]
			dst[j] += float64(r * r)
		}
	}
}

func addDotsGeneric(s, q []float64, dy, x, mean []float32, stride, rows int) {
	for i := range rows {
		d, r := dy[i*stride:][:len(s)], x[i*stride:][:len(s)]
		for j, v := range d {
			s[j] += float64(v)
			q[j] += float64(v) * float64(r[j]-mean[j])
		}
	}
}

func addScaledGeneric(s, q []float64, dy, x, mean, inv []float32, stride, rows int) {
	for i := range rows {
		d, r := dy[i*stride:][:len(s)], x[i*stride:][:len(s)]
		for j, v := range d {
			s[j] += float64(v)
			q[j] += float64(v) * float64(float32(r[j]-mean[i])*inv[i])
		}
	}
}

func affineGeneric(dst, x, mean, a, b []float32) {
	for j, v := range x {
		dst[j] = float32((v-mean[j])*a[j]) + b[j]
	}
}

func centeredGeneric(dx, dy, x, mean, a, b, c []float32) {
	for j, v := range x {
		dx[j] = a[j] * ((dy[j] - b[j]) - float32((v-mean[j])*c[j]))
	}
}

func squaresGeneric(x []float32, mean float64) float64 {
	var lanes [16]float64
	for j, v := range x {
		r := float64(v) - mean
		lanes[j&15] += float64(r * r)
	}
	return vector.Fold(&lanes)
}

func rowGeneric(dst, x, gamma, beta []float32, mean, inv float32) {
	for j, v := range x {
		dst[j] = float32(float32((v-mean)*inv)*gamma[j]) + beta[j]
	}
}

func rowDotsGeneric(dy, x, gamma []float32, mean, inv float32) (s, q float64) {
	var sums, dots [16]float64
	for j, v := range x {
		g := float32(dy[j] * gamma[j])
		sums[j&15] += float64(g)
		dots[j&15] += float64(g) * float64(float32((v-mean)*inv))
	}
	return vector.Fold(&sums), vector.Fold(&dots)
}

func rowGradGeneric(dx, dy, x, gamma []float32, mean, inv, b, c float32) {
	for j, v := range x {
		h := float32((v - mean) * inv)
		dx[j] = inv * ((float32(dy[j]*gamma[j]) - b) - float32(h*c))
	}
}

func lerpGeneric(t float32, dst, x []float32) {
	for j, v := range x {
		dst[j] += float32(t * (v - dst[j]))
	}
}
