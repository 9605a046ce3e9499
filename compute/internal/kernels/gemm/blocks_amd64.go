//go:build amd64 && !purego

package gemm

import "unsafe"

var (
	blockK = 400
	blockM = 280
	packA  = 0
	packB  = 1
)

// kernel describes a micro-kernel.
type kernel struct {
	rows, cols int // of its largest tile
	wide       bool
}

var (
	avx512 = kernel{14, 32, true}
	avx2   = kernel{6, 16, false}
)

// laneMasks has 16 lanes in use and 16 not in use.
var laneMasks = [32]int32{-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1}

// run computes a tile.
func (v *kernel) run(t *tile) {
	if v.wide {
		tileAVX512(t)
	} else {
		tileAVX2(t)
	}
}

func (g *Job) multiplyTiles(s *scratch, v *kernel, i0, i1, j0, j1 int) {
	nk := (g.K + blockK - 1) / blockK
	nm := (i1 - i0 + blockM - 1) / blockM
	down, right := g.A.steps()
	bdown, bright := g.B.steps()
	t := tile{alpha: g.Alpha, beta: g.Beta, ci: int64(4 * g.C.Stride)}
	for n := range nk {
		k0, k1 := g.K*n/nk, g.K*(n+1)/nk
		t.k = int64(k1 - k0)
		if n > 0 {
			t.beta = 1
		}
		for m := range nm {
			m0, m1 := i0+(i1-i0)*m/nm, i0+(i1-i0)*(m+1)/nm
			tiles := (m1 - m0 + v.rows - 1) / v.rows
			if packA == 1 {
				a := grow(&s.a, (m1-m0)*(k1-k0))
				for i := range tiles {
					r0, r1 := m0+(m1-m0)*i/tiles, m0+(m1-m0)*(i+1)/tiles
					h := r1 - r0
					p := a[(r0-m0)*(k1-k0):]
					for r := range h {
						at := (r0+r)*down + k0*right
						for k := range k1 - k0 {
							p[k*h+r] = g.A.Data[at]
							at += right
						}
					}
				}
			}
			for j := j0; j < j1; j += v.cols {
				cols := min(v.cols, j1-j)
				t.cols = 1<<cols - 1
				t.lanes = &laneMasks[16-min(cols, 16)]
				if g.B.Trans || cols < v.cols || packB == 1 {
					b := grow(&s.b, v.cols*(k1-k0))
					g.pack(b, v, k0, k1, j, cols)
					t.b, t.bk = &b[0], int64(4*v.cols)
				} else {
					t.b, t.bk = &g.B.Data[k0*bdown+j*bright], int64(4*g.B.Stride)
				}
				for i := range tiles {
					r0, r1 := m0+(m1-m0)*i/tiles, m0+(m1-m0)*(i+1)/tiles
					if packA == 1 {
						t.a, t.ai, t.ak = &s.a[:1][0], 4, int64(4*(r1-r0))
						t.a = (*float32)(unsafe.Add(unsafe.Pointer(t.a), 4*(r0-m0)*(k1-k0)))
					} else {
						t.a, t.ai, t.ak = &g.A.Data[r0*down+k0*right], int64(4*down), int64(4*right)
					}
					t.rows = int64(r1 - r0)
					t.c = &g.C.Data[r0*g.C.Stride+j]
					v.run(&t)
				}
			}
		}
	}
}

func (g *Job) pack(b []float32, v *kernel, k0, k1, j, cols int) {
	down, right := g.B.steps()
	if right == 1 {
		for k := k0; k < k1; k++ {
			row := b[(k-k0)*v.cols:][:v.cols]
			copy(row, g.B.Data[k*down+j:][:cols])
			clear(row[cols:])
		}
		return
	}
	for w := range v.cols {
		for k := k0; k < k1; k++ {
			x := float32(0)
			if w < cols {
				x = g.B.Data[k*down+(j+w)*right]
			}
			b[(k-k0)*v.cols+w] = x
		}
	}
}
