package optimize

import "math"

// The conversions forbid the compiler to fuse a product and a sum.

func plainGeneric(k *[size]float32, w, g []float32) {
	for i, x := range w {
		d := float32(k[Scale]*g[i]) + float32(k[Decay]*x)
		w[i] = x - float32(k[Rate]*d)
	}
}

func momentumGeneric(k *[size]float32, w, g, m []float32) {
	for i, x := range w {
		d := float32(k[Scale]*g[i]) + float32(k[Decay]*x)
		m[i] = float32(k[Mu]*m[i]) + d
		w[i] = x - float32(k[Rate]*m[i])
	}
}

func nesterovGeneric(k *[size]float32, w, g, m []float32) {
	for i, x := range w {
		d := float32(k[Scale]*g[i]) + float32(k[Decay]*x)
		m[i] = float32(k[Mu]*m[i]) + d
		w[i] = x - float32(k[Rate]*(d+float32(k[Mu]*m[i])))
	}
}

func rmsGeneric(k *[size]float32, w, g, v []float32) {
	for i, x := range w {
		d := float32(k[Scale]*g[i]) + float32(k[Decay]*x)
		v[i] = float32(k[Beta]*v[i]) + float32(float32(k[Rest]*d)*d)
		w[i] = x - float32(k[Rate]*(d/(sqrt(v[i])+k[Eps])))
	}
}

func adamGeneric(k *[size]float32, w, g, m, v []float32) {
	for i, x := range w {
		d := float32(k[Scale]*g[i]) + float32(k[Decay]*x)
		m[i] += float32(k[Mu] * (d - m[i]))
		v[i] = float32(k[Beta]*v[i]) + float32(float32(k[Rest]*d)*d)
		q := m[i] / (float32(k[Root]*sqrt(v[i])) + k[Eps])
		w[i] = float32(k[Keep]*x) - float32(k[Rate]*q)
	}
}

// sqrt returns the root rounded to float32.
func sqrt(x float32) float32 { return float32(math.Sqrt(float64(x))) }
