//go:build amd64 && !purego

package gemm

// Sizes of the blocks: a block of B, blockK deep and a panel wide, stays in the
// second-level cache beside a block of A of blockM rows. The bounds of the
// blocks of k depend on K alone, as the package promises.
const (
	blockK = 400
	blockM = 280
)

// kernel describes the micro-kernels of an instruction set.
type kernel struct {
	rows, cols int  // of the largest tile
	wide       bool // AVX-512
	chain      int  // vectors of a row of chains: their length hides behind each other
	low        int  // rows of a tile of eight vectors
}

var (
	avx512 = kernel{rows: 14, cols: 32, wide: true, chain: 5, low: 3}
	avx2   = kernel{rows: 6, cols: 16, chain: 8, low: 1}
)

// lanes returns the columns of a vector.
func (v *kernel) lanes() int { return v.cols / 2 }

// width returns the columns of the narrowest tile for n columns.
func (v *kernel) width(n int) int {
	unit := v.lanes()
	if v.wide {
		unit /= 2
	}
	return (n + unit - 1) / unit * unit
}

// run computes a tile of up to n columns.
func (v *kernel) run(t *tile, n int) {
	switch width := v.width(n); {
	case !v.wide && width == 8:
		tileOneAVX2(t)
	case !v.wide:
		tileTwoAVX2(t)
	case width == 8:
		tileHalfAVX512(t)
	case width == 16:
		tileOneAVX512(t)
	case width == 24:
		tileOneHalfAVX512(t)
	default:
		tileTwoAVX512(t)
	}
}

// runEight computes a tile of eight vectors.
func (v *kernel) runEight(t *tile) {
	if v.wide {
		tileEightAVX512(t)
	} else {
		tileEightAVX2(t)
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
	last           bool // of the blocks of k: C is complete
	tiles          int  // on top of each other
	height, higher int  // of a tile, and how many have a row more
	down, right    int  // steps of A
	packed         bool // A
	inPlace        bool // B
	prefetches     bool
	ahead          [3][]float32 // what is still to be prefetched
}

// multiplyTiles computes rows i0 to i1 and columns j0 to j1 of C with a
// micro-kernel.
func (g *Job) multiplyTiles(s *scratch, v *kernel, i0, i1, j0, j1 int) {
	b := block{Job: g, v: v, s: s, j0: j0, j1: j1, prefetches: g.Ahead[0] != nil, ahead: g.Ahead}
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
	b.stack()
	if b.packed = b.packsA(); b.packed {
		b.packA()
	}
	for j := b.low(&t); j < b.j1; j += b.v.cols {
		cols := min(b.v.cols, b.j1-j)
		t.lanes, t.cols = masks(cols)
		b.useB(&t, j, cols)
		for i := range b.tiles {
			r0, r1 := b.tile(i)
			b.useA(&t, i, r0)
			t.rows, t.c = int64(r1-r0), &b.C.Data[r0*b.C.Stride+j]
			b.prefetch(&t, i, j)
			b.v.run(&t, cols)
		}
		if next := j + cols; b.last && (next-done >= finishCols) {
			b.finish(b.m0, b.m1, done, next)
			done = next
		}
	}
	if b.last && done < b.j1 {
		b.finish(b.m0, b.m1, done, b.j1)
	}
}

// low computes a block of very few rows, eight vectors at a time, where B is read
// once and does not pay for more work; it returns the first column left.
func (b *block) low(t *tile) int {
	j, step := b.j0, 8*b.v.lanes()
	if b.m1-b.m0 > b.v.low {
		return j
	}
	if b.B.Trans {
		return b.dots(t)
	}
	t.rows, t.cols, t.bk = int64(b.m1-b.m0), 1<<32-1, int64(4*b.B.Stride)
	for ; b.j1-j >= step; j += step {
		t.b, t.c = &b.B.Data[b.k0*b.B.Stride+j], &b.C.Data[b.m0*b.C.Stride+j]
		b.useA(t, 0, b.m0)
		b.prefetch(t, 0, j)
		b.v.runEight(t)
	}
	return j
}

// stack cuts the block into tiles that are about equally high, so that the last
// one is not a narrow rest.
func (b *block) stack() {
	m := b.m1 - b.m0
	b.tiles = (m + b.v.rows - 1) / b.v.rows
	b.height, b.higher = m/b.tiles, m%b.tiles
	b.down, b.right = b.A.steps()
}

// tile returns the rows of a tile.
func (b *block) tile(i int) (r0, r1 int) {
	r0 = b.m0 + i*b.height + min(i, b.higher)
	if r1 = r0 + b.height; i < b.higher {
		r1++
	}
	return r0, r1
}
