//go:build amd64 && !purego

package arithmetic

// combineAVX512 sets dst to x op y.
func combineAVX512(op Op, dst, x, y []float32) {
	switch op {
	case Add:
		addAVX512(dst, x, y)
	case Sub:
		subAVX512(dst, x, y)
	case Mul:
		mulAVX512(dst, x, y)
	case Div:
		divAVX512(dst, x, y)
	case MulAdd:
		mulAddAVX512(dst, x, y)
	}
}

// combineAVX2 sets dst to x op y.
func combineAVX2(op Op, dst, x, y []float32) {
	switch op {
	case Add:
		addAVX2(dst, x, y)
	case Sub:
		subAVX2(dst, x, y)
	case Mul:
		mulAVX2(dst, x, y)
	case Div:
		divAVX2(dst, x, y)
	case MulAdd:
		mulAddAVX2(dst, x, y)
	}
}

// combineScalarAVX512 sets dst to x op y.
func combineScalarAVX512(op Op, dst, x []float32, y float32) {
	switch op {
	case Add:
		addNumberAVX512(dst, x, y)
	case Sub:
		subNumberAVX512(dst, x, y)
	case Mul:
		mulNumberAVX512(dst, x, y)
	case Div:
		divNumberAVX512(dst, x, y)
	case MulAdd:
		mulAddNumberAVX512(dst, x, y)
	}
}

// combineScalarAVX2 sets dst to x op y.
func combineScalarAVX2(op Op, dst, x []float32, y float32) {
	switch op {
	case Add:
		addNumberAVX2(dst, x, y)
	case Sub:
		subNumberAVX2(dst, x, y)
	case Mul:
		mulNumberAVX2(dst, x, y)
	case Div:
		divNumberAVX2(dst, x, y)
	case MulAdd:
		mulAddNumberAVX2(dst, x, y)
	}
}
