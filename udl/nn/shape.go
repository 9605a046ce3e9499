package nn

import "fmt"

// Reshape returns the numbers of x in another shape; they are shared, not
// copied.
func (x *Var) Reshape(shape ...int) *Var {
	t := x.live("Reshape")
	n := 1
	for _, d := range shape {
		if d < 0 {
			fail("Reshape", fmt.Sprintf("the dimension %d is negative; it is not worked out", d), x)
		}
		n *= d
	}
	if n != x.val.Len() {
		fail("Reshape", fmt.Sprintf("%d numbers do not fill %d places", x.val.Len(), n), x)
	}
	return t.view(x, 0, n, shape).record(reshapeOp{}, x)
}

type reshapeOp struct{}

func (reshapeOp) vjp(v, dy *Var) { v.in[0].accumulate(dy.Reshape(v.in[0].val.Shape...)) }

// Detach returns the value of x as a constant: no gradient passes.
func (x *Var) Detach() *Var {
	t := x.live("Detach")
	return t.view(x, 0, x.val.Len(), x.val.Shape)
}

// Transpose returns the transpose of a matrix. Where it goes into a product,
// MatMulT does without it.
func (x *Var) Transpose() *Var {
	t := x.live("Transpose")
	n, d := x.rows(), x.cols()
	v := t.matrix(d, n)
	transpose(v.val.Data, x.val.Data, n, d)
	return v.record(transposeOp{}, x)
}

type transposeOp struct{}

func (transposeOp) vjp(v, dy *Var) { v.in[0].accumulate(dy.Transpose()) }

// transpose sets dst, d×n, to the transpose of src, n×d, tile by tile.
func transpose(dst, src []float32, n, d int) {
	const tile = 32
	for i0 := 0; i0 < n; i0 += tile {
		for j0 := 0; j0 < d; j0 += tile {
			for i := i0; i < min(i0+tile, n); i++ {
				for j := j0; j < min(j0+tile, d); j++ {
					dst[j*n+i] = src[i*d+j]
				}
			}
		}
	}
}

// Concat returns the matrix whose rows are those of x followed by those of ys.
func (x *Var) Concat(ys ...*Var) *Var {
	for _, y := range ys {
		x = x.concat(y)
	}
	return x
}

func (x *Var) concat(y *Var) *Var {
	t := x.live("Concat", y)
	if x.rows() != y.rows() {
		fail("Concat", "the numbers of rows differ", x, y)
	}
	dx, dy := x.cols(), y.cols()
	v := t.matrix(x.rows(), dx+dy)
	for i := range x.rows() {
		row := v.val.Data[i*(dx+dy):]
		copy(row[:dx], x.val.Data[i*dx:])
		copy(row[dx:dx+dy], y.val.Data[i*dy:])
	}
	return v.record(concatOp{}, x, y)
}

type concatOp struct{}

func (concatOp) vjp(v, dy *Var) {
	x, y := v.in[0], v.in[1]
	if x.want {
		x.accumulate(dy.Columns(0, x.cols()))
	}
	if y.want {
		y.accumulate(dy.Columns(x.cols(), v.cols()))
	}
}
