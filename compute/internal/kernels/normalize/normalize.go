package normalize

// AddSquares adds to dst the squared distances of the columns of x from mean.
func AddSquares(dst, mean []float64, x []float32, stride, rows int) {
	if rows == 0 || len(dst) == 0 {
		return
	}
	_ = x[(rows-1)*stride+len(dst)-1]
	addSquares(dst, mean[:len(dst)], x, stride, rows)
}

// AddDots adds to s the columns' sums of dy and to q their products with x − mean.
func AddDots(s, q []float64, dy, x, mean []float32, stride, rows int) {
	if rows == 0 || len(s) == 0 {
		return
	}
	last := (rows-1)*stride + len(s) - 1
	_, _ = x[last], dy[last]
	addDots(s, q[:len(s)], dy, x, mean[:len(s)], stride, rows)
}

// AddScaled adds to s the columns' sums of dy and to q their products with the
// rows of x, each normalized by its mean and inv.
func AddScaled(s, q []float64, dy, x, mean, inv []float32, stride, rows int) {
	if rows == 0 || len(s) == 0 {
		return
	}
	last := (rows-1)*stride + len(s) - 1
	_, _ = x[last], dy[last]
	addScaled(s, q[:len(s)], dy, x, mean[:rows], inv[:rows], stride, rows)
}

// Affine sets dst to (x − mean)·a + b.
func Affine(dst, x, mean, a, b []float32) {
	n := len(x)
	affine(dst[:n], x, mean[:n], a[:n], b[:n])
}

// Centered sets dx to a·(dy − b − (x − mean)·c).
func Centered(dx, dy, x, mean, a, b, c []float32) {
	n := len(x)
	centered(dx[:n], dy[:n], x, mean[:n], a[:n], b[:n], c[:n])
}

// Squares returns Σ (x − mean)².
func Squares(x []float32, mean float64) float64 {
	return squares(x, mean)
}

// Row sets dst to (x − mean)·inv·gamma + beta.
func Row(dst, x, gamma, beta []float32, mean, inv float32) {
	n := len(x)
	row(dst[:n], x, gamma[:n], beta[:n], mean, inv)
}

// RowDots returns the sums of dy·gamma and of dy·gamma·(x − mean)·inv.
func RowDots(dy, x, gamma []float32, mean, inv float32) (s, q float64) {
	return rowDots(dy[:len(x)], x, gamma[:len(x)], mean, inv)
}

// RowGrad sets dx to inv·(dy·gamma − b − (x − mean)·inv·c).
func RowGrad(dx, dy, x, gamma []float32, mean, inv, b, c float32) {
	n := len(x)
	rowGrad(dx[:n], dy[:n], x, gamma[:n], mean, inv, b, c)
}

// Lerp adds t·(x − dst) to dst.
func Lerp(t float32, dst, x []float32) { lerp(t, dst[:len(x)], x) }
