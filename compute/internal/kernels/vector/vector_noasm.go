//go:build !amd64 || purego

package vector

import "github.com/udl-go/lab/compute/internal/impl"

func init() { impl.Register("vector") }

func axpy(alpha float32, x, y []float32) { axpyGeneric(alpha, x, y) }

func scale(alpha float32, x []float32) { scaleGeneric(alpha, x) }

func sum(x []float32, lanes *[16]float64) { sumGeneric(x, lanes) }

func dot(x, y []float32, lanes *[16]float64) { dotGeneric(x, y, lanes) }

func addRows(dst []float64, x []float32, stride, rows int) { addRowsGeneric(dst, x, stride, rows) }
