package compute

import "github.com/udl-go/lab/compute/internal/impl"

// Implementations returns the kernels and the instruction set each uses, such as
// "gemm: avx512", and a line about a value of UDL_CPU that was ignored.
func Implementations() []string { return impl.Report() }
