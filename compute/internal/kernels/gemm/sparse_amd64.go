//go:build amd64 && !purego

package gemm

// chainVectors is the greatest width of a row of chains.
const chainVectors = 8

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
			b.list()
			b.chains()
		}
	}
}

// chains computes a block from its lists, a few vectors of columns at a time.
func (b *block) chains() {
	lanes := b.v.cols / 2
	vectors := (b.j1 - b.j0 + lanes - 1) / lanes
	parts := (vectors + chainVectors - 1) / chainVectors
	for p := range parts {
		from, to := vectors*p/parts, vectors*(p+1)/parts
		part := *b
		part.j0, part.j1 = b.j0+from*lanes, min(b.j0+to*lanes, b.j1)
		if !part.chain(to - from) {
			part.last = false // finished below
			part.run()
		}
		if b.last {
			b.finish(b.m0, b.m1, part.j0, part.j1)
		}
	}
}

// chain computes a block of a few vectors, unless B has a number there that is
// infinite or NaN.
func (b *block) chain(vectors int) bool {
	lanes := b.v.cols / 2
	width := vectors * lanes
	d := grow(&b.s.b, (b.k1-b.k0)*width)
	for h := 0; h < width; h += lanes {
		b.packLines(d[h:], width, b.j0+h, min(lanes, b.j1-b.j0-h))
	}
	if !b.v.finite(d) {
		return false
	}
	l := &b.s.places
	t := chain{
		b: &d[0], ld: int64(4 * width), index: &l.index[0], value: &l.value[0], list: int64(4 * l.pitch),
		counts: &l.counts[0], rows: int64(b.m1 - b.m0), c: &b.C.Data[b.m0*b.C.Stride+b.j0], ci: int64(4 * b.C.Stride),
		vectors: int64(vectors), masks: &chainMasks[len(chainMasks)/2-(b.j1-b.j0)], alpha: b.Alpha, beta: b.Beta,
	}
	if b.k0 > 0 {
		t.beta = 1
	}
	if b.v.wide {
		chainsAVX512(&t)
	} else {
		chainsAVX2(&t)
	}
	return true
}

// packLines copies the block of k of a vector of columns of B.
func (b *block) packLines(dst []float32, width, j, cols int) {
	p := panel{dst: &dst[0], ld: int64(4 * width), k: int64(b.k1 - b.k0)}
	if b.B.Trans {
		b.v.transpose(&p, dst, &b.B, b.k0, j, cols)
		return
	}
	p.src, p.step = &b.B.Data[b.k0*b.B.Stride+j], int64(4*b.B.Stride)
	p.lanes, p.cols = masks(cols)
	b.v.copyOne(&p)
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
func (b *block) list() {
	l := &b.s.places
	if !b.v.wide {
		l.list(&b.A, b.m0, b.m1, b.k0, b.k1)
		return
	}
	depth := b.k1 - b.k0
	l.reset(b.m1-b.m0, depth)
	row, pitch := b.rowsOfA()
	for i := range l.counts {
		at := i * l.pitch
		l.counts[i] = int64(compressAVX512(row[i*pitch:][:depth], &l.index[at], &l.value[at]))
	}
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
