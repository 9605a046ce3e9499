package bench

import "github.com/udl-go/lab/compute"

// peak is what the processor can do at best: multiply-adds in registers. Other
// results are shares of it.
func peak() Workload {
	const flops = 1e9
	return Workload{
		Name:    "peak",
		About:   "a billion floating-point operations, multiply-adds that wait for nothing",
		Flops:   flops,
		Seconds: func(threads int) float64 { return flops / compute.PeakFlops(compute.NewPool(threads)) },
	}
}
