//go:build amd64 && !purego

package rows

import "github.com/udl-go/lab/compute/internal/impl"

func init() { impl.Register("rows") }

func maximum(x []float32) float32 { return maxGeneric(x) }

func expSum(dst, x []float32, shift float32, lanes *[16]float64) { expSumGeneric(dst, x, shift, lanes) }

func sumExp(x []float32, shift float32, lanes *[16]float64) { sumExpGeneric(x, shift, lanes) }

func shift(dst, x []float32, a, b float32) { shiftGeneric(dst, x, a, b) }
