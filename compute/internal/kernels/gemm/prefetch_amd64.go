//go:build amd64 && !purego

package gemm

// lineOf is a line of the cache, in numbers.
const lineOf = 16

// prefetch gives tile i of a panel what to prefetch, a line per k: a part of the
// job's memory ahead, of the next panel of B, or of the next tiles of C. Many
// misses at once would block the few that the cache can wait for.
func (b *block) prefetch(t *tile, i, j int) {
	t.ahead, t.step = t.b, 0 // nothing new
	next := j + b.v.cols
	switch {
	case b.prefetches:
		b.prefetchJob(t)
	case b.B.Trans: // whole rows, one after the other
		from := i * int(t.k) * lineOf
		if at := next*b.B.Stride + from; from < b.v.cols*b.B.Stride && at < len(b.B.Data) {
			t.ahead, t.step = &b.B.Data[at], 4*lineOf
		}
	case b.inPlace && i < 3: // a row of a panel has up to three lines
		if next += i * lineOf; next < b.j1 {
			t.ahead, t.step = &b.B.Data[b.k0*b.B.Stride+next], t.bk
		}
	default: // as has a row of a tile
		if at := (b.m0+(i+1)*b.height)*b.C.Stride + j + i%3*lineOf; at < len(b.C.Data) {
			t.ahead, t.step = &b.C.Data[at], t.ci
		}
	}
}

// prefetchJob gives a tile its share of the job's memory ahead.
func (b *block) prefetchJob(t *tile) {
	for i := range b.ahead {
		if x := b.ahead[i]; len(x) > 0 {
			t.ahead, t.step = &x[0], 4*lineOf
			b.ahead[i] = x[min(len(x), int(t.k)*lineOf):]
			return
		}
	}
}
