package npy

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestHalf(t *testing.T) {
	for bits, want := range map[uint16]float32{
		0x0000: 0, 0x3c00: 1, 0xc000: -2, 0x7bff: 65504, 0x0001: 1.0 / (1 << 24), 0x03ff: 1023.0 / (1 << 24),
		0x0400: 1.0 / (1 << 14), 0xfc00: float32(math.Inf(-1)), 0x3555: 0.33325195,
	} {
		assert.Equal(t, want, Half(bits), "%#x", bits)
	}
	assert.True(t, math.IsNaN(float64(Half(0x7e00))))
}
