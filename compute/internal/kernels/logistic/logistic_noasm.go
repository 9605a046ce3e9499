//go:build !amd64 || purego

package logistic

import "github.com/udl-go/lab/compute/internal/impl"

func init() { impl.Register("logistic") }

func sigmoid(x, bias []float32) { sigmoidGeneric(x, bias) }

func sigmoidSample(x, bias, u, s []float32) { sigmoidSampleGeneric(x, bias, u, s) }

func sampleLogits(x, bias, u, s []float32) { sampleLogitsGeneric(x, bias, u, s) }

func less(u, p, s []float32) { lessGeneric(u, p, s) }

func softplusSum(x, bias []float32, lanes *[16]float64) { softplusSumGeneric(x, bias, lanes) }
