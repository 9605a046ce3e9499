//go:build amd64 && !purego

package gemm

// dots computes a block of one row with a transposed B, whose numbers then need
// no copy; it returns the first column left.
func (b *block) dots(t *tile) int {
	if b.m1-b.m0 > 1 || t.k%4 != 0 {
		return b.j0
	}
	lanes := b.v.lanes()
	d := dots{
		k: t.k, x: &b.A.Data[b.m0*b.down+b.k0*b.right], step: int64(4 * b.right),
		ahead: int64(4 * b.B.Stride * lanes), alpha: t.alpha, beta: t.beta,
	}
	for j := b.j0; j < b.j1; j += lanes {
		cols := min(lanes, b.j1-j)
		for i := range d.lines {
			d.lines[i] = int64(4 * b.B.Stride * min(i, cols-1))
		}
		d.lanes, d.cols = masks(cols)
		d.src, d.c = &b.B.Data[j*b.B.Stride+b.k0], &b.C.Data[b.m0*b.C.Stride+j]
		if b.v.wide {
			dotLinesAVX512(&d)
		} else {
			dotLinesAVX2(&d)
		}
	}
	return b.j1
}
