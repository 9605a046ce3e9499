//go:build !amd64 || purego

package loss

import "github.com/udl-go/lab/compute/internal/impl"

func init() { impl.Register("loss") }

func bces(d, z, x []float32, lanes *[16]float64) { bceGeneric(d, z, x, lanes) }

func squared(d, x, y []float32, lanes *[16]float64) { squaredGeneric(d, x, y, lanes) }

func absolute(d, x, y []float32, lanes *[16]float64) { absoluteGeneric(d, x, y, lanes) }

func hinge(d, s, t []float32, lanes *[16]float64) { hingeGeneric(d, s, t, lanes) }

func kl(a, b, mu, l []float32, lanes *[16]float64) { klGeneric(a, b, mu, l, lanes) }

func nll(a, b, x, mu, l []float32, lanes *[16]float64) { nllGeneric(a, b, x, mu, l, lanes) }
