//go:build amd64 && !purego

package function

// applyAVX512 sets dst to f(x+bias); the bias moves on by step bytes each 16 numbers.
func applyAVX512(f ID, dst, x, bias []float32, step int) {
	switch f {
	case Identity:
		shiftedAVX512(dst, x, bias, step)
	case ReLU:
		reluAVX512(dst, x, bias, step)
	case ELU:
		eluAVX512(dst, x, bias, step)
	case Sigmoid:
		sigmoidAVX512(dst, x, bias, step)
	case Tanh:
		tanhAVX512(dst, x, bias, step)
	case Softplus:
		softplusAVX512(dst, x, bias, step)
	case GELU:
		geluAVX512(dst, x, bias, step)
	case SiLU:
		siluAVX512(dst, x, bias, step)
	case Exp:
		expAVX512(dst, x, bias, step)
	case Log:
		logAVX512(dst, x, bias, step)
	case Sqrt:
		sqrtAVX512(dst, x, bias, step)
	case Square:
		squareAVX512(dst, x, bias, step)
	case Abs:
		absAVX512(dst, x, bias, step)
	case Reciprocal:
		reciprocalAVX512(dst, x, bias, step)
	case Sign:
		signAVX512(dst, x, bias, step)
	}
}

// gradAVX512 sets dst to dy·f' at v.
func gradAVX512(f ID, dst, v, dy []float32) {
	switch f {
	case ReLU:
		reluGradAVX512(dst, v, dy)
	case ELU:
		eluGradAVX512(dst, v, dy)
	case Sigmoid:
		sigmoidGradAVX512(dst, v, dy)
	case Tanh:
		tanhGradAVX512(dst, v, dy)
	case Softplus:
		softplusGradAVX512(dst, v, dy)
	case GELU:
		geluGradAVX512(dst, v, dy)
	case SiLU:
		siluGradAVX512(dst, v, dy)
	case Exp:
		expGradAVX512(dst, v, dy)
	case Log:
		logGradAVX512(dst, v, dy)
	case Sqrt:
		sqrtGradAVX512(dst, v, dy)
	case Square:
		squareGradAVX512(dst, v, dy)
	case Abs:
		absGradAVX512(dst, v, dy)
	case Reciprocal:
		reciprocalGradAVX512(dst, v, dy)
	}
}
