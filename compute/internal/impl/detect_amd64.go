//go:build amd64 && !purego

package impl

import "golang.org/x/sys/cpu"

// detect returns the highest level the processor and the system support.
func detect() Level {
	c := &cpu.X86
	switch {
	case c.HasAVX512F && c.HasAVX512BW && c.HasAVX512DQ && c.HasAVX512VL && c.HasAVX2 && c.HasFMA:
		return AVX512
	case c.HasAVX2 && c.HasFMA:
		return AVX2
	}
	return Scalar
}
