package philox

import (
	"testing"

	"github.com/udl-go/lab/compute/internal/impl/impltest"
)

// The published known answers: random123, tests/kat_vectors, the lines
// "philox4x32 10". Counter and key are written there as words, low word first.
func TestBlockKnownAnswers(t *testing.T) {
	const ones = 1<<64 - 1
	for _, c := range []struct {
		key, stream, n uint64
		want           [4]uint32
	}{
		{0, 0, 0, [4]uint32{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
		{ones, ones, ones, [4]uint32{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
		{0x299f31d0_a4093822, 0x03707344_13198a2e, 0x85a308d3_243f6a88, [4]uint32{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
	} {
		if got := Block(c.key, c.stream, c.n); got != c.want {
			t.Errorf("Block(%x, %x, %x) = %08x, want %08x", c.key, c.stream, c.n, got, c.want)
		}
	}
}

// positions are starts of a fill, among them a carry into the second counter
// word and the wrap of the counter.
var positions = []uint64{0, 1, 2, 3, 4, 60, 1<<34 - 40, 1<<34 - 3, 1<<40 + 5}

func TestWordsAreTheBlocks(t *testing.T) {
	impltest.Each(t, func(t *testing.T) {
		const key, stream = 0x0123456789abcdef, 0xfedcba9876543210
		buf := make([]uint32, 302)
		for _, pos := range positions {
			for n := range 300 {
				buf[n+1] = 0xdeadbeef
				Words(buf[1:n+1], key, stream, pos)
				for i, got := range buf[1 : n+1] {
					w := pos + uint64(i)
					if want := Block(key, stream, w/4)[w%4]; got != want {
						t.Fatalf("%d words from %d: word %d is %08x, want %08x", n, pos, i, got, want)
					}
				}
				if buf[n+1] != 0xdeadbeef {
					t.Fatalf("%d words from %d: wrote past the end", n, pos)
				}
			}
		}
	})
}

func TestUniformIsTheTopOfTheWord(t *testing.T) {
	impltest.Each(t, func(t *testing.T) {
		buf := make([]float32, 302)
		for _, pos := range positions {
			for n := range 300 {
				buf[n+1] = -1
				Uniform(buf[1:n+1], 5, 6, pos)
				for i, got := range buf[1 : n+1] {
					w := pos + uint64(i)
					if want := float32(Block(5, 6, w/4)[w%4]>>8) / (1 << 24); got != want {
						t.Fatalf("%d uniforms from %d: number %d is %g, want %g", n, pos, i, got, want)
					}
				}
				if buf[n+1] != -1 {
					t.Fatalf("%d uniforms from %d: wrote past the end", n, pos)
				}
			}
		}
	})
}

func BenchmarkUniform(b *testing.B) {
	dst := make([]float32, 1024)
	b.SetBytes(4 * 1024)
	for i := 0; b.Loop(); i++ {
		Uniform(dst, 1, 2, uint64(i)*1024)
	}
	b.ReportMetric(1024*float64(b.N)/b.Elapsed().Seconds()/1e9, "Guniforms/s")
}
