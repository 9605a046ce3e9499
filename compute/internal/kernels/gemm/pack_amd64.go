//go:build amd64 && !purego

package gemm

// laneMasks has 16 lanes in use and 16 not in use.
var laneMasks = [32]int32{-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1}

// masks returns the lanes of n columns in use, of two vectors, for AVX2 and for
// AVX-512.
func masks(n int) (lanes *int32, cols uint32) {
	return &laneMasks[16-min(n, 16)], 1<<n - 1
}

// far is a stride at which neighbors compete for a few sets of the cache, so
// that walking along them needs a copy.
func far(stride int) bool { return stride%256 == 0 }

// A block of A is read once per panel of B, and a panel of B once per tile of A;
// from so many columns and rows on, a copy is worth its time.
const (
	packCols = 1000
	packRows = 200
)

// packsA reports whether to copy the block of A.
func (b *block) packsA() bool { return far(b.A.Stride) || b.j1-b.j0 >= packCols }

// packA copies the block of A: for each tile and each k a vector, of which the
// tile's rows are in use.
func (b *block) packA() {
	depth, width := b.k1-b.k0, b.v.cols/2
	dst := grow(&b.s.a, b.tiles*depth*width)
	for i := range b.tiles {
		r0, r1 := b.tile(i)
		d := dst[i*depth*width:][:depth*width]
		p := panel{dst: &d[0], ld: int64(4 * width), k: int64(depth)}
		if b.A.Trans {
			p.src, p.step = &b.A.Data[b.k0*b.A.Stride+r0], int64(4*b.A.Stride)
			p.lanes, p.cols = masks(r1 - r0)
			b.v.copyOne(&p)
		} else {
			b.v.transpose(&p, d, &b.A, b.k0, r0, r1-r0)
		}
	}
}

// useA points a tile at its rows of A, in place or packed.
func (b *block) useA(t *tile, i, r0 int) {
	if b.packed {
		width := b.v.cols / 2
		t.a = &b.s.a[:cap(b.s.a)][i*(b.k1-b.k0)*width]
		t.ai, t.ak = 4, int64(4*width)
		return
	}
	t.a = &b.A.Data[r0*b.down+b.k0*b.right]
	t.ai, t.ak = int64(4*b.down), int64(4*b.right)
}

// useB points a tile at a panel of B, in place if its columns are side by side,
// enough for whole vectors and not used too often; else it packs them.
func (b *block) useB(t *tile, j, cols int) {
	b.inPlace = !b.B.Trans && cols == b.v.width(cols) && !far(b.B.Stride) && b.m1-b.m0 < packRows
	if b.inPlace {
		t.b, t.bk = &b.B.Data[b.k0*b.B.Stride+j], int64(4*b.B.Stride)
		return
	}
	depth, width, half := b.k1-b.k0, b.v.cols, b.v.cols/2
	if cols <= half {
		width = half
	}
	d := grow(&b.s.b, depth*width)
	t.b, t.bk = &d[0], int64(4*width)
	p := panel{dst: &d[0], ld: t.bk, k: int64(depth)}
	if !b.B.Trans {
		p.src, p.step = &b.B.Data[b.k0*b.B.Stride+j], int64(4*b.B.Stride)
		p.lanes, p.cols = masks(cols)
		if cols <= half {
			b.v.copyOne(&p)
		} else {
			b.v.copyTwo(&p)
		}
		return
	}
	for h := 0; h < width; h += half {
		p.dst = &d[h]
		b.v.transpose(&p, d[h:], &b.B, b.k0, j+h, min(cols-h, half))
	}
}

// transpose packs a vector of lines of m, from the given one on, with places
// from k0 on. Of a vector that is not full, the last line fills the rest.
func (v *kernel) transpose(p *panel, dst []float32, m *Matrix, k0, line, lines int) {
	for i := range p.lines {
		p.lines[i] = int64(4 * m.Stride * min(i, lines-1))
	}
	p.src = &m.Data[line*m.Stride+k0]
	if v.wide {
		transposeAVX512(p)
	} else {
		transposeAVX2(p)
	}
	width, ld := v.cols/2, int(p.ld/4)
	for k := int(p.k) &^ 3; k < int(p.k); k++ {
		for i := range width {
			dst[k*ld+i] = m.Data[(line+min(i, lines-1))*m.Stride+k0+k]
		}
	}
}

// copyOne packs a vector of lines that lie side by side.
func (v *kernel) copyOne(p *panel) {
	if v.wide {
		copyOneAVX512(p)
	} else {
		copyOneAVX2(p)
	}
}

// copyTwo packs two vectors of lines that lie side by side.
func (v *kernel) copyTwo(p *panel) {
	if v.wide {
		copyTwoAVX512(p)
	} else {
		copyTwoAVX2(p)
	}
}
