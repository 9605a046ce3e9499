package compute

import "github.com/udl-go/lab/compute/internal/impl"

// The assembly of the kernels is generated; go -C _asm run . -check compares it
// with what the generator writes.
//
//go:generate go -C _asm run .

// Implementations returns the kernels and the instruction set each uses, such as
// "gemm: avx512", and a line about a value of UDL_CPU that was ignored.
func Implementations() []string { return impl.Report() }
