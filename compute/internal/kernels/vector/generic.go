package vector

func axpyGeneric(alpha float32, x, y []float32) {
	y = y[:len(x)]
	for i, v := range x {
		y[i] += float32(alpha * v)
	}
}

func scaleGeneric(alpha float32, x []float32) {
	for i := range x {
		x[i] *= alpha
	}
}

func sumGeneric(x []float32, lanes *[16]float64) {
	for i, v := range x {
		lanes[i&15] += float64(v)
	}
}

func dotGeneric(x, y []float32, lanes *[16]float64) {
	y = y[:len(x)]
	for i, v := range x {
		lanes[i&15] += float64(v) * float64(y[i])
	}
}

func addRowsGeneric(dst []float64, x []float32, stride, rows int) {
	for i := range rows {
		row := x[i*stride:][:len(dst)]
		for j, v := range row {
			dst[j] += float64(v)
		}
	}
}
