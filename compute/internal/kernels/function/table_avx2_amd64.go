//go:build amd64 && !purego

package function

// applyAVX2 sets dst to f(x+bias); the bias moves on by step bytes each 16 numbers.
func applyAVX2(f ID, dst, x, bias []float32, step int) {
	switch f {
	case Identity:
		shiftedAVX2(dst, x, bias, step)
	case ReLU:
		reluAVX2(dst, x, bias, step)
	case ELU:
		eluAVX2(dst, x, bias, step)
	case Sigmoid:
		sigmoidAVX2(dst, x, bias, step)
	case Tanh:
		tanhAVX2(dst, x, bias, step)
	case Softplus:
		softplusAVX2(dst, x, bias, step)
	case GELU:
		geluAVX2(dst, x, bias, step)
	case SiLU:
		siluAVX2(dst, x, bias, step)
	case Exp:
		expAVX2(dst, x, bias, step)
	case Log:
		logAVX2(dst, x, bias, step)
	case Sqrt:
		sqrtAVX2(dst, x, bias, step)
	case Square:
		squareAVX2(dst, x, bias, step)
	case Abs:
		absAVX2(dst, x, bias, step)
	case Reciprocal:
		reciprocalAVX2(dst, x, bias, step)
	case Sign:
		signAVX2(dst, x, bias, step)
	}
}

// gradAVX2 sets dst to dy·f' at v.
func gradAVX2(f ID, dst, v, dy []float32) {
	switch f {
	case ReLU:
		reluGradAVX2(dst, v, dy)
	case ELU:
		eluGradAVX2(dst, v, dy)
	case Sigmoid:
		sigmoidGradAVX2(dst, v, dy)
	case Tanh:
		tanhGradAVX2(dst, v, dy)
	case Softplus:
		softplusGradAVX2(dst, v, dy)
	case GELU:
		geluGradAVX2(dst, v, dy)
	case SiLU:
		siluGradAVX2(dst, v, dy)
	case Exp:
		expGradAVX2(dst, v, dy)
	case Log:
		logGradAVX2(dst, v, dy)
	case Sqrt:
		sqrtGradAVX2(dst, v, dy)
	case Square:
		squareGradAVX2(dst, v, dy)
	case Abs:
		absGradAVX2(dst, v, dy)
	case Reciprocal:
		reciprocalGradAVX2(dst, v, dy)
	}
}
