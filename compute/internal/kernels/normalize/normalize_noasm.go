//go:build !amd64 || purego

package normalize

import "github.com/udl-go/lab/compute/internal/impl"

func init() { impl.Register("normalize") }

func addSquares(dst, mean []float64, x []float32, stride, rows int) {
	addSquaresGeneric(dst, mean, x, stride, rows)
}

func addDots(s, q []float64, dy, x, mean []float32, stride, rows int) {
	addDotsGeneric(s, q, dy, x, mean, stride, rows)
}

func addScaled(s, q []float64, dy, x, mean, inv []float32, stride, rows int) {
	addScaledGeneric(s, q, dy, x, mean, inv, stride, rows)
}

func affine(dst, x, mean, a, b []float32) { affineGeneric(dst, x, mean, a, b) }

func centered(dx, dy, x, mean, a, b, c []float32) { centeredGeneric(dx, dy, x, mean, a, b, c) }

func squares(x []float32, mean float64) float64 { return squaresGeneric(x, mean) }

func row(dst, x, gamma, beta []float32, mean, inv float32) {
	rowGeneric(dst, x, gamma, beta, mean, inv)
}

func rowDots(dy, x, gamma []float32, mean, inv float32) (s, q float64) {
	return rowDotsGeneric(dy, x, gamma, mean, inv)
}

func rowGrad(dx, dy, x, gamma []float32, mean, inv, b, c float32) {
	rowGradGeneric(dx, dy, x, gamma, mean, inv, b, c)
}

func lerp(t float32, dst, x []float32) { lerpGeneric(t, dst, x) }
