package vector

// Axpy adds alpha·x to y; both have the same length.
func Axpy(alpha float32, x, y []float32) { axpy(alpha, x, y[:len(x)]) }

// Scale multiplies x by alpha.
func Scale(alpha float32, x []float32) { scale(alpha, x) }

// Sum returns the sum of x.
func Sum(x []float32) float64 {
	var lanes [16]float64
	sum(x, &lanes)
	return Fold(&lanes)
}

// Dot returns the inner product of x and y, which have the same length.
func Dot(x, y []float32) float64 {
	var lanes [16]float64
	dot(x, y[:len(x)], &lanes)
	return Fold(&lanes)
}

// AddRows adds to dst the first len(dst) numbers of each of the rows of x, which
// start stride apart.
func AddRows(dst []float64, x []float32, stride, rows int) {
	if rows == 0 || len(dst) == 0 {
		return
	}
	_ = x[(rows-1)*stride+len(dst)-1]
	addRows(dst, x, stride, rows)
}

// Fold returns the sum of the lanes, added in a fixed order; it spoils them.
func Fold(lanes *[16]float64) float64 {
	for k := 8; k > 0; k /= 2 {
		for i := range k {
			lanes[i] += lanes[i+k]
		}
	}
	return lanes[0]
}
