package logistic

// The generic kernels take a bias as long as x.

func sigmoidGeneric(x, bias []float32) {
	for i, b := range bias {
		x[i] = sigma(x[i] + b)
	}
}

func sigmoidSampleGeneric(x, bias, u, s []float32) {
	for i, b := range bias {
		p := sigma(x[i] + b)
		x[i], s[i] = p, step(u[i] < p)
	}
}

func sampleLogitsGeneric(x, bias, u, s []float32) {
	for i, b := range bias {
		s[i] = step(u[i] < sigma(x[i]+b))
	}
}

func lessGeneric(u, p, s []float32) {
	for i, q := range p {
		s[i] = step(u[i] < q)
	}
}

func softplusSumGeneric(x, bias []float32, lanes *[16]float64) {
	for i, b := range bias {
		lanes[i&15] += float64(softplus(x[i] + b))
	}
}
