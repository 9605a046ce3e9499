package arithmetic

func combineGeneric(op Op, dst, x, y []float32) {
	dst, y = dst[:len(x)], y[:len(x)]
	switch op {
	case Add:
		for i, v := range x {
			dst[i] = v + y[i]
		}
	case Sub:
		for i, v := range x {
			dst[i] = v - y[i]
		}
	case Mul:
		for i, v := range x {
			dst[i] = v * y[i]
		}
	case Div:
		for i, v := range x {
			dst[i] = v / y[i]
		}
	case MulAdd:
		for i, v := range x {
			dst[i] += float32(v * y[i])
		}
	}
}

func combineScalarGeneric(op Op, dst, x []float32, y float32) {
	dst = dst[:len(x)]
	switch op {
	case Add:
		for i, v := range x {
			dst[i] = v + y
		}
	case Sub:
		for i, v := range x {
			dst[i] = v - y
		}
	case Mul:
		for i, v := range x {
			dst[i] = v * y
		}
	case Div:
		for i, v := range x {
			dst[i] = v / y
		}
	case MulAdd:
		for i, v := range x {
			dst[i] += float32(v * y)
		}
	}
}

func addScaledGeneric(dst []float32, a float32, x []float32, b float32, y []float32) {
	dst, y = dst[:len(x)], y[:len(x)]
	for i, v := range x {
		dst[i] = float32(a*v) + float32(b*y[i])
	}
}

func affineGeneric(dst []float32, a float32, x []float32, c float32) {
	dst = dst[:len(x)]
	for i, v := range x {
		dst[i] = float32(a*v) + c
	}
}

func clampGeneric(dst, x []float32, lo, hi float32) {
	dst = dst[:len(x)]
	for i, v := range x {
		if v < lo {
			v = lo
		}
		if v > hi {
			v = hi
		}
		dst[i] = v
	}
}

func leakyGeneric(dst, x, v []float32, slope float32) {
	dst, v = dst[:len(x)], v[:len(x)]
	for i, a := range x {
		if !(v[i] > 0) {
			a *= slope
		}
		dst[i] = a
	}
}
