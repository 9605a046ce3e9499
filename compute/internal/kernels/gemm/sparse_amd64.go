//go:build amd64 && !purego

package gemm

// Sizes of the pieces of B that stay in the innermost cache: vectors side by side
// and places, of which chainBlocks make a block of k.
const (
	chainVectors = 8 // at most
	chainDepth   = 96
)

// chainMasks has as many lanes in use, and then not in use, as a row of chains
// has at most.
var chainMasks = func() (m [2 * 16 * chainVectors]int32) {
	for i := range len(m) / 2 {
		m[i] = -1
	}
	return m
}()

// multiplyLists computes rows i0 to i1 and columns j0 to j1 of C from lists of
// what is not zero in A, with the blocks of k of multiplyTiles.
func (g *Job) multiplyLists(s *scratch, v *kernel, i0, i1, j0, j1 int) {
	b := block{Job: g, v: v, s: s, j0: j0, j1: j1}
	parts := (g.K + blockK - 1) / blockK
	for p := range parts {
		b.k0, b.k1, b.last = cut(g.K, p, parts, 4), cut(g.K, p+1, parts, 4), p == parts-1
		heights := (i1 - i0 + blockM - 1) / blockM
		for h := range heights {
			b.m0, b.m1 = i0+cut(i1-i0, h, heights, 1), i0+cut(i1-i0, h+1, heights, 1)
			b.chains()
		}
	}
}

// chains computes a block from lists, a few vectors of columns at a time.
func (b *block) chains() {
	pieces := (b.k1 - b.k0 + chainDepth - 1) / chainDepth
	for p := range pieces {
		piece := *b
		piece.k0, piece.k1 = b.piece(p, pieces)
		piece.list(&b.s.places[p])
	}
	lanes := b.v.cols / 2
	vectors := (b.j1 - b.j0 + lanes - 1) / lanes
	parts := (vectors + b.v.chain - 1) / b.v.chain
	for p := range parts {
		from, to := vectors*p/parts, vectors*(p+1)/parts
		part := *b
		part.j0, part.j1 = b.j0+from*lanes, min(b.j0+to*lanes, b.j1)
		if !part.chain(to-from, pieces) {
			part.last = false // finished below
			part.run()
		}
		if b.last {
			b.finish(b.m0, b.m1, part.j0, part.j1)
		}
	}
}

// piece returns the bounds of a piece of the block of k.
func (b *block) piece(p, pieces int) (k0, k1 int) {
	return b.k0 + cut(b.k1-b.k0, p, pieces, 4), b.k0 + cut(b.k1-b.k0, p+1, pieces, 4)
}

// chain computes a few vectors of a block, piece by piece of k, unless B has a
// number there that is infinite or NaN.
func (b *block) chain(vectors, pieces int) bool {
	width := vectors * b.v.cols / 2
	sums := grow(&b.s.sums, (b.m1-b.m0)*width)
	t := chain{
		ld: int64(4 * width), rows: int64(b.m1 - b.m0), sum: &sums[0], first: 1,
		c: &b.C.Data[b.m0*b.C.Stride+b.j0], ci: int64(4 * b.C.Stride), vectors: int64(vectors),
		masks: &chainMasks[len(chainMasks)/2-(b.j1-b.j0)], alpha: b.Alpha, beta: b.Beta,
	}
	if b.k0 > 0 {
		t.beta = 1
	}
	for p := range pieces {
		k0, k1 := b.piece(p, pieces)
		d := b.packPiece(width, k0, k1)
		if !b.v.finite(d) {
			return false
		}
		l := &b.s.places[p]
		t.b, t.index, t.value, t.list, t.counts = &d[0], &l.index[0], &l.value[0], int64(4*l.pitch), &l.counts[0]
		if p == pieces-1 {
			t.last = 1
		}
		if b.v.wide {
			chainsAVX512(&t)
		} else {
			chainsAVX2(&t)
		}
		t.first = 0
	}
	return true
}

// packPiece copies places k0 to k1 of the columns of B.
func (b *block) packPiece(width, k0, k1 int) []float32 {
	lanes := b.v.cols / 2
	d := grow(&b.s.b, (k1-k0)*width)
	for h := 0; h < width; h += lanes {
		j, cols := b.j0+h, min(lanes, b.j1-b.j0-h)
		p := panel{dst: &d[h], ld: int64(4 * width), k: int64(k1 - k0)}
		if b.B.Trans {
			b.v.transpose(&p, d[h:], &b.B, k0, j, cols)
			continue
		}
		p.src, p.step = &b.B.Data[k0*b.B.Stride+j], int64(4*b.B.Stride)
		p.lanes, p.cols = masks(cols)
		b.v.copyOne(&p)
	}
	return d
}

// finite reports whether no number of x, a whole number of vectors, is infinite
// or NaN.
func (v *kernel) finite(x []float32) bool {
	var lanes [16]float32
	n := len(x) &^ 15
	if v.wide {
		finiteAVX512(x[:n], &lanes)
	} else {
		finiteAVX2(x[:n], &lanes)
	}
	return allFinite(lanes[:]) && allFinite(x[n:])
}

// list lists the block of A.
func (b *block) list(l *places) {
	if !b.v.wide {
		l.list(&b.A, b.m0, b.m1, b.k0, b.k1)
		return
	}
	l.reset(b.m1-b.m0, b.k1-b.k0)
	row, pitch := b.rowsOfA()
	compressAVX512(&sieve{
		src: &row[0], pitch: int64(4 * pitch), k: int64(b.k1 - b.k0), rows: int64(b.m1 - b.m0),
		index: &l.index[0], value: &l.value[0], list: int64(4 * l.pitch), counts: &l.counts[0],
	})
}

// rowsOfA returns the rows of the block of A, for a transposed A a copy.
func (b *block) rowsOfA() (rows []float32, pitch int) {
	if !b.A.Trans {
		return b.A.Data[b.m0*b.A.Stride+b.k0:], b.A.Stride
	}
	depth := b.k1 - b.k0
	pitch = (depth + 15) &^ 15
	d := grow(&b.s.a, (b.m1-b.m0)*pitch)
	for k := 0; k < depth; k += 16 {
		p := panel{dst: &d[k], ld: int64(4 * pitch), k: int64(b.m1 - b.m0)}
		b.v.transpose(&p, d[k:], &b.A, b.m0, b.k0+k, min(16, depth-k))
	}
	return d, pitch
}
