package compute

import (
	"fmt"
	"math"
	"math/bits"

	"github.com/udl-go/lab/compute/internal/kernels/philox"
)

// RNG is a counter-based random number generator, Philox4x32-10.
//
// It is a value of three numbers: the seed, the stream and the position in the
// stream, counted in 32-bit words; the same three give the same numbers on every
// machine. An RNG is not safe for concurrent use: give each goroutine its own
// [RNG.Stream].
type RNG struct {
	seed, stream, pos uint64

	block uint64 // number of the block in words, valid if fresh
	words [4]uint32
	fresh bool
}

// NewRNG returns the generator of a seed at the start of its stream 0.
func NewRNG(seed uint64) *RNG { return &RNG{seed: seed} }

// RNGFromState returns the generator that State described.
func RNGFromState(s [3]uint64) *RNG { return &RNG{seed: s[0], stream: s[1], pos: s[2]} }

// State returns seed, stream and position; RNGFromState continues from there.
func (r *RNG) State() [3]uint64 { return [3]uint64{r.seed, r.stream, r.pos} }

// Stream returns the generator of an independent stream at its start. It depends
// on the seed and the stream of r and on id, not on the position, and does not
// advance r.
func (r *RNG) Stream(id uint64) *RNG {
	return &RNG{seed: r.seed, stream: mix(r.stream + mix(id+1))}
}

// mix is a bijection of 64-bit words in which every bit of the input changes
// half of the output: the finalizer of SplitMix64 (Steele, Lea and Flood 2014).
func mix(z uint64) uint64 {
	z = (z ^ z>>30) * 0xBF58476D1CE4E5B9
	z = (z ^ z>>27) * 0x94D049BB133111EB
	return z ^ z>>31
}

// word returns the next word.
func (r *RNG) word() uint32 {
	if n := r.pos >> 2; !r.fresh || n != r.block {
		r.words, r.block, r.fresh = philox.Block(r.seed, r.stream, n), n, true
	}
	w := r.words[r.pos&3]
	r.pos++
	return w
}

// Uint64 returns 64 random bits, two words of the stream.
func (r *RNG) Uint64() uint64 {
	lo := uint64(r.word())
	return uint64(r.word())<<32 | lo
}

// Float32 returns a multiple of 2⁻²⁴ in [0, 1), from one word of the stream.
func (r *RNG) Float32() float32 { return philox.Unit(r.word()) }

// Float64 returns a multiple of 2⁻⁵³ in [0, 1), from two words of the stream.
func (r *RNG) Float64() float64 { return float64(r.Uint64()>>11) / (1 << 53) }

// Intn returns an integer of [0, n), all equally likely; n must be positive.
func (r *RNG) Intn(n int) int {
	if n <= 0 {
		panic(&Error{Op: "Intn", Msg: fmt.Sprintf("n is %d, not positive", n)})
	}
	m := uint64(n)
	hi, lo := bits.Mul64(r.Uint64(), m)
	if lo < m { // Lemire, Fast random integer generation in an interval (2019)
		for reject := -m % m; lo < reject; {
			hi, lo = bits.Mul64(r.Uint64(), m)
		}
	}
	return int(hi)
}

// Norm returns a standard normal number, from four words of the stream.
func (r *RNG) Norm() float64 {
	u, v := r.Float64(), r.Float64()
	return math.Sqrt(-2*math.Log(1-u)) * math.Cos(2*math.Pi*v)
}

// Perm returns a random permutation of 0 … n−1.
func (r *RNG) Perm(n int) []int {
	p := make([]int, n)
	for i := range p {
		p[i] = i
	}
	r.Shuffle(n, func(i, j int) { p[i], p[j] = p[j], p[i] })
	return p
}

// Shuffle puts n elements in random order by calls of swap.
func (r *RNG) Shuffle(n int, swap func(i, j int)) {
	for i := n - 1; i > 0; i-- {
		swap(i, r.Intn(i+1))
	}
}
