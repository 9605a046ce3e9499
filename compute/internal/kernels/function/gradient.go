package function

// gradGeneric sets dst to dy·f' at v.
func gradGeneric(f ID, dst, v, dy []float32) {
	if f == Identity {
		copy(dst, dy)
		return
	}
	dst, v = dst[:len(dy)], v[:len(dy)]
	if f == ReLU { // a product with 0 would make NaN of Inf
		for i, g := range dy {
			if v[i] <= 0 {
				g = 0
			}
			dst[i] = g
		}
		return
	}
	if f == Log {
		for i, g := range dy {
			dst[i] = g / v[i]
		}
		return
	}
	d := derivative(f)
	for i, g := range dy {
		dst[i] = g * d(v[i])
	}
}

// derivative returns f' as a function of the output of f, or of the input if
// f.FromInput().
func derivative(f ID) func(v float32) float32 {
	switch f {
	case ELU:
		return eluGrad
	case Sigmoid:
		return func(y float32) float32 { return y * (1 - y) }
	case Tanh:
		return func(y float32) float32 { return (1 - y) * (1 + y) }
	case Softplus:
		return func(y float32) float32 { return -expm1(-y) }
	case GELU:
		return geluGrad
	case SiLU:
		return siluGrad
	case Exp:
		return identity
	case Sqrt:
		return func(y float32) float32 { return 0.5 / y }
	case Square:
		return func(x float32) float32 { return x + x }
	case Abs:
		return sign
	case Reciprocal:
		return func(y float32) float32 { return -(y * y) }
	}
	return func(float32) float32 { return 0 } // Sign
}

// eluGrad returns 1, or y+1 where y is negative.
func eluGrad(y float32) float32 {
	if y > 0 {
		return 1
	}
	return y + 1
}
