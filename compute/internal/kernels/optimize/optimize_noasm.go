//go:build !amd64 || purego

package optimize

import "github.com/udl-go/lab/compute/internal/impl"

func init() { impl.Register("optimize") }

func plain(k *[size]float32, w, g []float32) { plainGeneric(k, w, g) }

func momentum(k *[size]float32, w, g, m []float32) { momentumGeneric(k, w, g, m) }

func nesterov(k *[size]float32, w, g, m []float32) { nesterovGeneric(k, w, g, m) }

func rms(k *[size]float32, w, g, v []float32) { rmsGeneric(k, w, g, v) }

func adam(k *[size]float32, w, g, m, v []float32) { adamGeneric(k, w, g, m, v) }
