//go:build amd64 && !purego

package gemm

// Sizes of the blocks: a block of B, blockK deep and a panel wide, stays in the
// second-level cache beside a block of A of blockM rows. The bounds of the
// blocks of k depend on K alone, as the package promises.
const (
	blockK = 400
	blockM = 280
)

// kernel describes a micro-kernel.
type kernel struct {
	rows, cols int  // of its largest tile
	wide       bool // AVX-512
	chain      int  // vectors of a row of chains: their length hides behind each other
}

var (
	avx512 = kernel{rows: 14, cols: 32, wide: true, chain: 5}
	avx2   = kernel{rows: 6, cols: 16, chain: 8}
)

// run computes a tile of one or two vectors of columns.
func (v *kernel) run(t *tile, one bool) {
	switch {
	case v.wide && one:
		tileOneAVX512(t)
	case v.wide:
		tileTwoAVX512(t)
	case one:
		tileOneAVX2(t)
	default:
		tileTwoAVX2(t)
	}
}

// block is a piece of a product, the size of the caches: rows m0 to m1, columns
// j0 to j1 and places k0 to k1.
type block struct {
	*Job
	v              *kernel
	s              *scratch
	m0, m1, j0, j1 int
	k0, k1         int
	last           bool         // of the blocks of k: C is complete
	ahead          [3][]float32 // what is still to be prefetched
}

// multiplyTiles computes rows i0 to i1 and columns j0 to j1 of C with a
// micro-kernel.
func (g *Job) multiplyTiles(s *scratch, v *kernel, i0, i1, j0, j1 int) {
	b := block{Job: g, v: v, s: s, j0: j0, j1: j1, ahead: g.Ahead}
	parts := (g.K + blockK - 1) / blockK
	for p := range parts {
		b.k0, b.k1, b.last = cut(g.K, p, parts, 4), cut(g.K, p+1, parts, 4), p == parts-1
		heights := (i1 - i0 + blockM - 1) / blockM
		for h := range heights {
			b.m0, b.m1 = i0+cut(i1-i0, h, heights, 1), i0+cut(i1-i0, h+1, heights, 1)
			b.run()
		}
	}
}

// cut returns where part i of n things begins, when they are cut into equal
// parts at multiples of unit.
func cut(n, i, parts, unit int) int {
	if i == parts {
		return n
	}
	return n / unit * i / parts * unit
}

// finishCols is how many columns of C are finished at a time: few enough for a
// block of them to stay in the cache, enough for rows worth a call.
const finishCols = 256

// run computes a block, panel by panel of B and tile by tile of A.
func (b *block) run() {
	done := b.j0 // columns already finished
	t := tile{k: int64(b.k1 - b.k0), ci: int64(4 * b.C.Stride), alpha: b.Alpha, beta: b.Beta}
	if b.k0 > 0 {
		t.beta = 1
	}
	tiles := (b.m1 - b.m0 + b.v.rows - 1) / b.v.rows
	packed := b.packsA()
	if packed {
		b.packA(tiles)
	}
	for j := b.j0; j < b.j1; j += b.v.cols {
		cols := min(b.v.cols, b.j1-j)
		t.lanes, t.cols = masks(cols)
		b.useB(&t, j, cols)
		for i := range tiles {
			r0, r1 := b.tile(i, tiles)
			b.useA(&t, i, r0, packed)
			t.rows, t.c = int64(r1-r0), &b.C.Data[r0*b.C.Stride+j]
			b.prefetch(&t)
			b.v.run(&t, cols <= b.v.cols/2)
		}
		if next := j + cols; b.last && (next == b.j1 || next-done >= finishCols) {
			b.finish(b.m0, b.m1, done, next)
			done = next
		}
	}
}

// tile returns the rows of a tile; all are about equally high, so that the last
// one is not a narrow rest.
func (b *block) tile(i, tiles int) (r0, r1 int) {
	m := b.m1 - b.m0
	return b.m0 + cut(m, i, tiles, 1), b.m0 + cut(m, i+1, tiles, 1)
}

// lineOf is a line of the cache, in numbers.
const lineOf = 16

// prefetch gives a tile its share of what is ahead, a line per k.
func (b *block) prefetch(t *tile) {
	t.ahead, t.step = t.b, 0
	for i := range b.ahead {
		if x := b.ahead[i]; len(x) > 0 {
			t.ahead, t.step = &x[0], 4*lineOf
			b.ahead[i] = x[min(len(x), int(t.k)*lineOf):]
			return
		}
	}
}
