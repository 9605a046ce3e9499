package loss

import "math"

func bceGeneric(d, z, x []float32, lanes *[16]float64) {
	for i := range z {
		var v float32
		v, d[i] = bce(z[i], x[i])
		lanes[i&15] += float64(v)
	}
}

func squaredGeneric(d, x, y []float32, lanes *[16]float64) {
	for i := range x {
		r := x[i] - y[i]
		d[i] = r
		lanes[i&15] += float64(r) * float64(r)
	}
}

func absoluteGeneric(d, x, y []float32, lanes *[16]float64) {
	for i := range x {
		r := x[i] - y[i]
		d[i] = 0
		if r > 0 {
			d[i] = 1
		} else if r < 0 {
			d[i] = -1
		}
		lanes[i&15] += math.Abs(float64(r))
	}
}

func hingeGeneric(d, s, t []float32, lanes *[16]float64) {
	for i := range s {
		m, g := 1-float32(t[i]*s[i]), -t[i]
		if m <= 0 {
			m = 0
		}
		if !(m > 0) {
			g = 0
		}
		d[i] = g
		lanes[i&15] += float64(m)
	}
}

func klGeneric(a, b, mu, l []float32, lanes *[16]float64) {
	for i, m := range mu {
		g := expm1(limited(l[i]))
		lanes[i&15] += float64(float32(m*m) + (g - l[i]))
		a[i], b[i] = m, 0.5*g
	}
}

func nllGeneric(a, b, x, mu, l []float32, lanes *[16]float64) {
	for i := range x {
		r := mu[i] - x[i]
		q := float32(r * exp(-limited(l[i])))
		lanes[i&15] += float64(l[i] + float32(r*q))
		a[i], b[i] = q, 0.5*(1-float32(r*q))
	}
}
