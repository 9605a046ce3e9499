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
	head := min(int(-pos&3), len(dst))
	edgeWords(dst[:head], key, stream, pos)
	n := head + words(dst[head:], key, stream, (pos+3)/4)
	edgeWords(dst[n:], key, stream, pos+uint64(n))
}

// Uniform fills dst with the uniforms of the stream from position pos on.
func Uniform(dst []float32, key, stream, pos uint64) {
	head := min(int(-pos&3), len(dst))
	edgeUniform(dst[:head], key, stream, pos)
	n := head + uniform(dst[head:], key, stream, (pos+3)/4)
	edgeUniform(dst[n:], key, stream, pos+uint64(n))
}

// edgeWords fills a short piece that may start or end inside a block.
func edgeWords(dst []uint32, key, stream, pos uint64) {
	var b [4]uint32
	for i := range dst {
		if w := pos + uint64(i); i == 0 || w&3 == 0 {
			b = Block(key, stream, w>>2)
		}
		dst[i] = b[(pos+uint64(i))&3]
	}
}

// edgeUniform is edgeWords for uniforms.
func edgeUniform(dst []float32, key, stream, pos uint64) {
	var b [4]uint32
	for i := range dst {
		if w := pos + uint64(i); i == 0 || w&3 == 0 {
			b = Block(key, stream, w>>2)
		}
		dst[i] = Unit(b[(pos+uint64(i))&3])
	}
}

// wordsGeneric fills whole blocks, from block n on, and returns how many words.
func wordsGeneric(dst []uint32, key, stream, n uint64) int {
	for i := 0; i+4 <= len(dst); i += 4 {
		*(*[4]uint32)(dst[i:]) = Block(key, stream, n)
		n++
	}
	return len(dst) &^ 3
}

// uniformGeneric is wordsGeneric for uniforms.
func uniformGeneric(dst []float32, key, stream, n uint64) int {
	for i := 0; i+4 <= len(dst); i += 4 {
		b := Block(key, stream, n)
		*(*[4]float32)(dst[i:]) = [4]float32{Unit(b[0]), Unit(b[1]), Unit(b[2]), Unit(b[3])}
		n++
	}
	return len(dst) &^ 3
}
