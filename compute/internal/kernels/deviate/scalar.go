package deviate

import (
	"math"

	"github.com/udl-go/lab/compute/internal/kernels/function"
)

// s0 to s2 and c0 to c2 are the minimax polynomials of (sin x−x)/x³ and of
// (cos x−1+x²/2)/x⁴ in x² on [0, π²/16], rounded to float32: the errors in sin and
// cos are 6e-9 and 1e-9.
const (
	s0 = -0.16666655242443085
	s1 = 0.008332177996635437
	s2 = -0.00019517328473739326

	c0 = 0.04166664555668831
	c1 = -0.0013887368841096759
	c2 = 2.4438553737127222e-05
)

// angleUnit is the angle of one step of 30 bits, a quarter of a turn: π/2 · 2⁻³⁰.
const angleUnit = 1.4629180792671596e-09

// scale is 2⁻³², and eighth an eighth of a turn.
const (
	scale  = 1.0 / (1 << 32)
	eighth = 1 << 29
)

// pair returns two independent standard normal numbers r·cos φ and r·sin φ, where
// r = √(−2·log((a+½)/2³²)) and φ = 2π·b/2³². |r| is at most 6.7638, for a = 0.
func pair(a, b uint32) (x, y float32) {
	u := float32(float32(a)+0.5) * scale
	r := float32(math.Sqrt(float64(-2 * function.Log1(u))))
	t := b + eighth
	f := float32(float32(int32(t&0x3FFFFFFF)-eighth) * angleUnit)
	z := float32(f * f)
	s := float32(z*s2) + s1
	s = float32(z*s) + s0
	s = float32(float32(z*f)*s) + f
	c := float32(z*c2) + c1
	c = float32(z*c) + c0
	c = float32(float32(z*z)*c) - float32(z*0.5)
	c++
	if t&(1<<30) != 0 {
		s, c = c, s
	}
	return r * sign(c, t+1<<30), r * sign(s, t)
}

// sign flips x where the highest bit of t is set.
func sign(x float32, t uint32) float32 {
	return math.Float32frombits(math.Float32bits(x) ^ t&(1<<31))
}
