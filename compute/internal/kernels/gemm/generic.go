package gemm

// Sizes of the scalar form: blocks of k and of rows that stay in the cache.
const (
	genericK = 256
	genericM = 128
)

// multiplyGeneric is the scalar form: tiles of two rows and four columns, whose
// sums stay in registers, over packed A and B.
func (g *Job) multiplyGeneric(s *scratch, i0, i1, j0, j1 int) {
	for k0 := 0; k0 < g.K; k0 += genericK {
		k1 := min(k0+genericK, g.K)
		for m0 := i0; m0 < i1; m0 += genericM {
			m1 := min(m0+genericM, i1)
			g.denseBlock(s, m0, m1, j0, j1, k0, k1)
			if k1 == g.K {
				g.finish(m0, m1, j0, j1)
			}
		}
	}
}

// denseBlock computes the products of a block of k for a block of C.
func (g *Job) denseBlock(s *scratch, m0, m1, j0, j1, k0, k1 int) {
	depth := k1 - k0
	padded := (depth + 3) &^ 3
	b := grow(&s.b, 4*padded)
	a := grow(&s.a, (m1-m0+1)/2*2*padded)
	packGeneric(a, &g.A, true, m0, m1, 2, k0, depth, padded)
	for j := j0; j < j1; j += 4 {
		packGeneric(b, &g.B, false, j, min(j+4, j1), 4, k0, depth, padded)
		for i := m0; i < m1; i += 2 {
			t := tile2x4(a[(i-m0)*padded:][:2*padded], b)
			g.store(&t, i, min(i+2, m1), j, min(j+4, j1), k0 == 0)
		}
	}
}

// packGeneric copies lines from to of a block of k into panels of the given
// width, k by k, with zeros where the panel or the block is not full. Lines are
// the rows of op(A) or the columns of op(B).
func packGeneric(dst []float32, m *Matrix, rows bool, from, to, width, k0, depth, padded int) {
	line, next := m.steps()
	if !rows {
		line, next = next, line
	}
	for p := from; p < to; p += width {
		panel := dst[(p-from)*padded:][:width*padded]
		for w := range width {
			if p+w >= to {
				for k := range padded {
					panel[k*width+w] = 0
				}
				continue
			}
			at := (p+w)*line + k0*next
			for k := range depth {
				panel[k*width+w] = m.Data[at]
				at += next
			}
			for k := depth; k < padded; k++ {
				panel[k*width+w] = 0
			}
		}
	}
}

// tile2x4 returns the products of a panel of two rows and one of four columns;
// their depth is a multiple of four.
func tile2x4(a, b []float32) [8]float32 {
	var c00, c01, c02, c03, c10, c11, c12, c13 float32
	for len(a) >= 8 && len(b) >= 16 {
		p, q := (*[8]float32)(a), (*[16]float32)(b)
		x, y := p[0], p[1]
		c00, c01, c02, c03 = c00+x*q[0], c01+x*q[1], c02+x*q[2], c03+x*q[3]
		c10, c11, c12, c13 = c10+y*q[0], c11+y*q[1], c12+y*q[2], c13+y*q[3]
		x, y = p[2], p[3]
		c00, c01, c02, c03 = c00+x*q[4], c01+x*q[5], c02+x*q[6], c03+x*q[7]
		c10, c11, c12, c13 = c10+y*q[4], c11+y*q[5], c12+y*q[6], c13+y*q[7]
		x, y = p[4], p[5]
		c00, c01, c02, c03 = c00+x*q[8], c01+x*q[9], c02+x*q[10], c03+x*q[11]
		c10, c11, c12, c13 = c10+y*q[8], c11+y*q[9], c12+y*q[10], c13+y*q[11]
		x, y = p[6], p[7]
		c00, c01, c02, c03 = c00+x*q[12], c01+x*q[13], c02+x*q[14], c03+x*q[15]
		c10, c11, c12, c13 = c10+y*q[12], c11+y*q[13], c12+y*q[14], c13+y*q[15]
		a, b = a[8:], b[16:]
	}
	return [8]float32{c00, c01, c02, c03, c10, c11, c12, c13}
}

// store adds a tile to C; the first block of k applies beta.
func (g *Job) store(t *[8]float32, i0, i1, j0, j1 int, first bool) {
	for i := i0; i < i1; i++ {
		g.storeRow(t[(i-i0)*4:][:j1-j0], i, j0, first)
	}
}

// storeRow adds a part of a row to C; the first block of k applies beta.
func (g *Job) storeRow(sum []float32, i, j0 int, first bool) {
	row := g.C.Data[i*g.C.Stride+j0:][:len(sum)]
	for j := range row {
		v := g.Alpha * sum[j]
		switch {
		case !first:
			row[j] += v
		case g.Beta == 0:
			row[j] = v
		default:
			row[j] = v + g.Beta*row[j]
		}
	}
}
