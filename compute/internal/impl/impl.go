// Package impl chooses among the implementations of a kernel.
//
// A kernel registers the instruction sets it is written for and asks [Is] where
// it is called; the choice is made once at start from the processor and the
// variable UDL_CPU. Tests run once per implementation with [Use].
package impl

import (
	"fmt"
	"slices"
	"strings"
)

// Level is an instruction set; a higher one includes the lower ones.
type Level uint8

// The instruction sets kernels are written for.
const (
	Scalar Level = iota // Go
	AVX2                // AVX2 and FMA
	AVX512              // AVX-512 F, BW, DQ and VL
)

// String returns the name used in UDL_CPU.
func (l Level) String() string {
	return [...]string{"scalar", "avx2", "avx512"}[l]
}

// kernel is a name with the instruction sets it is written for.
type kernel struct {
	name   string
	levels []Level
}

var (
	machine         = detect()
	chosen, ignored = choose(machine, environment())
	current         = chosen
	kernels         []kernel
)

// choose applies the wish, a value of UDL_CPU, to what the machine has. It
// returns what was wrong with the wish, if anything.
func choose(has Level, wish string) (l Level, ignored string) {
	if wish == "" {
		return has, ""
	}
	for l := Scalar; l <= AVX512; l++ {
		if l.String() == strings.ToLower(wish) {
			if l > has {
				return has, fmt.Sprintf("UDL_CPU=%s ignored: this processor or build has no more than %s", wish, has)
			}
			return l, ""
		}
	}
	return has, fmt.Sprintf("UDL_CPU=%s ignored: not one of avx512, avx2, scalar", wish)
}

// Is reports whether code for l may run.
func Is(l Level) bool { return current >= l }

// Levels returns what can run here, the fastest first and Scalar last.
func Levels() []Level {
	var s []Level
	for l := chosen; l > Scalar; l-- {
		s = append(s, l)
	}
	return append(s, Scalar)
}

// Use limits the kernels to l and returns a function that ends it. It is for
// tests, and must not be called while kernels run.
func Use(l Level) (restore func()) {
	before := current
	current = min(l, chosen)
	return func() { current = before }
}

// Register notes that a kernel is written for the given levels besides Scalar.
// It is called by the init function of a kernel's package.
func Register(name string, levels ...Level) {
	kernels = append(kernels, kernel{name, append(levels, Scalar)})
}

// Report returns one line per kernel, such as "gemm: avx2", and a line about a
// value of UDL_CPU that was ignored.
func Report() []string {
	var lines []string
	for _, k := range kernels {
		best := Scalar
		for _, l := range k.levels {
			if Is(l) {
				best = max(best, l)
			}
		}
		lines = append(lines, k.name+": "+best.String())
	}
	slices.Sort(lines)
	if ignored != "" {
		lines = append(lines, ignored)
	}
	return lines
}
