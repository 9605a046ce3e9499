//go:build !amd64 || purego

package rows

import "github.com/udl-go/lab/compute/internal/impl"

func init() { impl.Register("rows") }

func maximum(x []float32) float32 { return maxGeneric(x) }

func expSum(dst, x []float32, shift float32) float64 { return expSumGeneric(dst, x, shift) }

func sumExp(x []float32, shift float32) float64 { return sumExpGeneric(x, shift) }

func shift(dst, x []float32, a, b float32) { shiftGeneric(dst, x, a, b) }

func total(x []float32) float64 { return totalGeneric(x) }

func softmax(dst, x []float32, cols int) { softmaxGeneric(dst, x, cols) }
