package nn

import "fmt"

// Columns returns the columns from lo to hi, hi excluded.
func (x *Var) Columns(lo, hi int) *Var {
	t := x.live("Columns")
	if lo < 0 || lo > hi || hi > x.cols() {
		fail("Columns", fmt.Sprintf("there are no columns from %d to %d", lo, hi), x)
	}
	v := t.matrix(x.rows(), hi-lo)
	for i := range x.rows() {
		copy(v.val.Data[i*(hi-lo):(i+1)*(hi-lo)], x.val.Data[i*x.cols()+lo:])
	}
	v.arg.i = lo
	return v.record(columnsOp{}, x)
}

type columnsOp struct{}

func (columnsOp) vjp(v, dy *Var) { v.in[0].accumulate(dy.padColumns(v.arg.i, v.in[0].val.Shape)) }

// padColumns returns zeros of the given shape with x from column lo on.
func (x *Var) padColumns(lo int, shape []int) *Var {
	v := x.tape.alloc(shape)
	v.val.Fill(0)
	for i := range v.rows() {
		copy(v.val.Row(i)[lo:], x.val.Row(i))
	}
	v.arg.i, v.arg.j = lo, lo+x.cols()
	return v.record(padColumnsOp{}, x)
}

type padColumnsOp struct{}

func (padColumnsOp) vjp(v, dy *Var) { v.in[0].accumulate(dy.Columns(v.arg.i, v.arg.j)) }

// Rows returns the rows from lo to hi, hi excluded; they are shared, not copied.
func (x *Var) Rows(lo, hi int) *Var {
	t := x.live("Rows")
	if lo < 0 || lo > hi || hi > x.rows() {
		fail("Rows", fmt.Sprintf("there are no rows from %d to %d", lo, hi), x)
	}
	var dims [4]int
	shape := append(dims[:0], hi-lo)
	if x.val.Dims() > 0 {
		shape = append(shape, x.val.Shape[1:]...)
	}
	v := t.view(x, lo*x.cols(), hi*x.cols(), shape)
	v.arg.i, v.arg.j = lo, hi
	return v.record(rowsOp{}, x)
}

type rowsOp struct{}

func (rowsOp) vjp(v, dy *Var) { v.in[0].accumulate(dy.padRows(v.arg.i, v.in[0].val.Shape)) }

// padRows returns zeros of the given shape with x from row lo on.
func (x *Var) padRows(lo int, shape []int) *Var {
	v := x.tape.alloc(shape)
	v.val.Fill(0)
	copy(v.val.Data[lo*v.cols():], x.val.Data)
	v.arg.i, v.arg.j = lo, lo+x.rows()
	return v.record(padRowsOp{}, x)
}

type padRowsOp struct{}

func (padRowsOp) vjp(v, dy *Var) { v.in[0].accumulate(dy.Rows(v.arg.i, v.arg.j)) }
