package function

import "math"

// applyGeneric sets dst to f(x+bias).
func applyGeneric(f ID, dst, x, bias []float32) {
	dst = dst[:len(x)]
	if bias != nil {
		for i, b := range bias[:len(x)] {
			dst[i] = x[i] + b
		}
		x = dst
	}
	g := scalar(f)
	for i, v := range x {
		dst[i] = g(v)
	}
}

// scalar returns f for one number.
func scalar(f ID) func(x float32) float32 {
	switch f {
	case ReLU:
		return relu
	case ELU:
		return elu
	case Sigmoid:
		return Sigma
	case Tanh:
		return tanh
	case Softplus:
		return SoftPlus
	case GELU:
		return gelu
	case SiLU:
		return silu
	case Exp:
		return Exp1
	case Log:
		return Log1
	case Sqrt:
		return sqrt
	case Square:
		return square
	case Abs:
		return abs
	case Reciprocal:
		return reciprocal
	case Sign:
		return sign
	}
	return identity
}

func identity(x float32) float32 { return x }

func sqrt(x float32) float32 { return float32(math.Sqrt(float64(x))) }

func square(x float32) float32 { return x * x }

func reciprocal(x float32) float32 { return 1 / x }

// relu returns max(x, 0).
func relu(x float32) float32 {
	if x < 0 {
		return 0
	}
	return x
}

// sign returns −1, 1, or x itself if it is zero or NaN.
func sign(x float32) float32 {
	switch {
	case x > 0:
		return 1
	case x < 0:
		return -1
	}
	return x
}
