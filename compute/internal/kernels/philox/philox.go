package philox

// The multipliers of a round and the increments of the key.
const (
	mul0 = 0xD2511F53
	mul1 = 0xCD9E8D57
	key0 = 0x9E3779B9
	key1 = 0xBB67AE85
)

// Block returns block number n of the stream of a key.
func Block(key, stream, n uint64) [4]uint32 {
	c0, c1, c2, c3 := uint32(n), uint32(n>>32), uint32(stream), uint32(stream>>32)
	k0, k1 := uint32(key), uint32(key>>32)
	for range 10 {
		p, q := mul0*uint64(c0), mul1*uint64(c2)
		c0, c1, c2, c3 = uint32(q>>32)^c1^k0, uint32(q), uint32(p>>32)^c3^k1, uint32(p)
		k0 += key0
		k1 += key1
	}
	return [4]uint32{c0, c1, c2, c3}
}

// Unit maps a word to the multiples of 2⁻²⁴ in [0, 1).
func Unit(w uint32) float32 { return float32(w>>8) * (1.0 / (1 << 24)) }

// Words fills dst with the words of the stream from position pos on.
func Words(dst []uint32, key, stream, pos uint64) {
	n := pos / 4
	if k := pos % 4; k > 0 {
		b := Block(key, stream, n)
		dst = dst[copy(dst, b[k:]):]
		n++
	}
	words(dst, key, stream, n)
}

// Uniform fills dst with the uniforms of the stream from position pos on.
func Uniform(dst []float32, key, stream, pos uint64) {
	n := pos / 4
	if k := pos % 4; k > 0 {
		b := units(Block(key, stream, n))
		dst = dst[copy(dst, b[k:]):]
		n++
	}
	uniform(dst, key, stream, n)
}

// units is Unit of each word of a block.
func units(b [4]uint32) [4]float32 {
	return [4]float32{Unit(b[0]), Unit(b[1]), Unit(b[2]), Unit(b[3])}
}

// wordsGeneric fills dst from block n on.
func wordsGeneric(dst []uint32, key, stream, n uint64) {
	for len(dst) > 0 {
		b := Block(key, stream, n)
		dst = dst[copy(dst, b[:]):]
		n++
	}
}

// uniformGeneric is wordsGeneric for uniforms.
func uniformGeneric(dst []float32, key, stream, n uint64) {
	for len(dst) > 0 {
		b := units(Block(key, stream, n))
		dst = dst[copy(dst, b[:]):]
		n++
	}
}
