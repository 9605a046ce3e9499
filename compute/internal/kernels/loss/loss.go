package loss

// BCE sets d to the gradient of Σ log(1+exp(z)) − x·z in z and returns the sum.
func BCE(d, z, x []float32) float64 {
	var lanes [16]float64
	bces(d[:len(z)], z, x[:len(z)], &lanes)
	return fold(&lanes)
}

// Squared sets d to x − y and returns Σ d².
func Squared(d, x, y []float32) float64 {
	var lanes [16]float64
	squared(d[:len(x)], x, y[:len(x)], &lanes)
	return fold(&lanes)
}

// Absolute sets d to the sign of x − y and returns Σ |x − y|.
func Absolute(d, x, y []float32) float64 {
	var lanes [16]float64
	absolute(d[:len(x)], x, y[:len(x)], &lanes)
	return fold(&lanes)
}

// Hinge sets d to the gradient of Σ max(0, 1 − t·s) in s and returns the sum.
func Hinge(d, s, t []float32) float64 {
	var lanes [16]float64
	hinge(d[:len(s)], s, t[:len(s)], &lanes)
	return fold(&lanes)
}

// KL sets a and b to the gradients of ½ Σ mu² + exp(l) − 1 − l and returns the
// sum.
func KL(a, b, mu, l []float32) float64 {
	var lanes [16]float64
	n := len(mu)
	kl(a[:n], b[:n], mu, l[:n], &lanes)
	return fold(&lanes) / 2
}

// NLL sets a and b to the gradients of ½ Σ l + (mu−x)²·exp(−l) in mu and l and
// returns the sum.
func NLL(a, b, x, mu, l []float32) float64 {
	var lanes [16]float64
	n := len(x)
	nll(a[:n], b[:n], x, mu[:n], l[:n], &lanes)
	return fold(&lanes) / 2
}

// fold adds the lanes in a fixed order.
func fold(lanes *[16]float64) float64 {
	for k := 8; k > 0; k /= 2 {
		for i := range k {
			lanes[i] += lanes[i+k]
		}
	}
	return lanes[0]
}
