package function

// Apply sets dst to f(x); dst has the length of x and may be x.
func Apply(f ID, dst, x []float32) { apply(f, dst[:len(x)], x, nil) }

// ApplyBias sets dst to f(x+bias); a nil bias is none. dst and bias have the
// length of x, and dst may be x.
func ApplyBias(f ID, dst, x, bias []float32) {
	if bias != nil {
		bias = bias[:len(x)]
	}
	apply(f, dst[:len(x)], x, bias)
}

// Grad sets dst to dy·f', the derivative taken at v: the input of f if
// f.FromInput(), else the output. dst and dy have the length of v; dst may be dy
// or v. Identity and Sign take no notice of v.
func Grad(f ID, dst, v, dy []float32) {
	if f == Identity || f == Sign {
		v = dy
	}
	grad(f, dst[:len(dy)], v[:len(dy)], dy)
}
