package loss

import "github.com/udl-go/lab/compute/internal/kernels/vector"

// BCE sets d to the gradient of Σ log(1+exp(z)) − x·z in z and returns the sum.
func BCE(d, z, x []float32) float64 {
	var lanes [16]float64
	bces(d[:len(z)], z, x[:len(z)], &lanes)
	return vector.Fold(&lanes)
}

// Squared sets d to x − y and returns Σ d².
func Squared(d, x, y []float32) float64 {
	var lanes [16]float64
	squared(d[:len(x)], x, y[:len(x)], &lanes)
	return vector.Fold(&lanes)
}

// Absolute sets d to the sign of x − y and returns Σ |x − y|.
func Absolute(d, x, y []float32) float64 {
	var lanes [16]float64
	absolute(d[:len(x)], x, y[:len(x)], &lanes)
	return vector.Fold(&lanes)
}

// Hinge sets d to the gradient of Σ max(0, 1 − t·s) in s and returns the sum.
func Hinge(d, s, t []float32) float64 {
	var lanes [16]float64
	hinge(d[:len(s)], s, t[:len(s)], &lanes)
	return vector.Fold(&lanes)
}

// KL sets a and b to the gradients of ½ Σ mu² + exp(l) − 1 − l and returns the
// sum.
func KL(a, b, mu, l []float32) float64 {
	var lanes [16]float64
	n := len(mu)
	kl(a[:n], b[:n], mu, l[:n], &lanes)
	return vector.Fold(&lanes) / 2
}

// NLL sets a and b to the gradients of ½ Σ l + (mu−x)²·exp(−l) in mu and l and
// returns the sum.
func NLL(a, b, x, mu, l []float32) float64 {
	var lanes [16]float64
	n := len(x)
	nll(a[:n], b[:n], x, mu[:n], l[:n], &lanes)
	return vector.Fold(&lanes) / 2
}
