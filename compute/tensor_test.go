package compute

import (
	"math"
	"strings"
	"testing"
)

// counted returns a tensor with the numbers 0, 1, 2 and so on.
func counted(shape ...int) *Tensor {
	t := New(shape...)
	for i := range t.Data {
		t.Data[i] = float32(i)
	}
	return t
}

func TestTensorIsRowMajor(t *testing.T) {
	x := counted(2, 3, 4)
	if x.Rows() != 2 || x.Cols() != 12 || x.Len() != 24 || x.Dims() != 3 {
		t.Errorf("rows %d, cols %d, len %d, dims %d", x.Rows(), x.Cols(), x.Len(), x.Dims())
	}
	if got := x.At(1, 2, 3); got != 23 {
		t.Errorf("At(1, 2, 3) = %g, want 23", got)
	}
	x.Set(-1, 1, 0, 0)
	if got := x.Row(1)[0]; got != -1 {
		t.Errorf("Row(1)[0] = %g after Set, want -1", got)
	}
	if s := New(); s.Len() != 1 || s.Rows() != 1 || s.Cols() != 1 {
		t.Errorf("a scalar has %d elements, %d rows, %d columns", s.Len(), s.Rows(), s.Cols())
	}
	if e := New(3, 0); e.Len() != 0 || e.Rows() != 3 || len(e.Row(2)) != 0 {
		t.Errorf("3×0 has %d elements", e.Len())
	}
}

func TestViewsShareAndCopiesDoNot(t *testing.T) {
	x := counted(4, 3)
	v := x.Slice(1, 3)
	if v.Rows() != 2 || v.Cols() != 3 || v.At(0, 0) != 3 {
		t.Fatalf("Slice(1, 3) = %v", v)
	}
	v.Set(-5, 0, 0)
	r := x.Reshape(2, 6)
	if x.At(1, 0) != -5 || r.At(0, 3) != -5 {
		t.Error("a view does not share")
	}
	c := x.Clone()
	c.Fill(9)
	if x.At(0, 1) != 1 {
		t.Error("a clone shares")
	}
	x.CopyFrom(c)
	if x.At(3, 2) != 9 {
		t.Error("CopyFrom did not copy")
	}
	data := []float32{1, 2, 3, 4}
	FromSlice(data, 2, 2).Set(7, 1, 1)
	if data[3] != 7 {
		t.Error("FromSlice copied")
	}
	rows := [][]float32{{1, 2}, {3, 4}}
	FromRows(rows).Set(7, 1, 1)
	if rows[1][1] != 4 {
		t.Error("FromRows did not copy")
	}
	if got := append(x.Row(0), 1); &got[0] == &x.Data[0] {
		t.Error("appending to a row reaches the next one")
	}
}

func TestTensorRefusesWhatDoesNotFit(t *testing.T) {
	x := counted(4, 3)
	for _, c := range []struct {
		op, want string
		f        func()
	}{
		{"New", "negative", func() { New(2, -1) }},
		{"New", "too many", func() { New(math.MaxInt, 3) }},
		{"FromSlice", "5 numbers", func() { FromSlice(make([]float32, 5), 2, 3) }},
		{"FromRows", "row 1 has 1", func() { FromRows([][]float32{{1, 2}, {3}}) }},
		{"At", "[4 0]", func() { x.At(4, 0) }},
		{"Set", "2 dimensions", func() { x.Set(1, 2) }},
		{"Row", "row 4", func() { x.Row(4) }},
		{"Row", "row -1", func() { x.Row(-1) }},
		{"Slice", "3 to 5", func() { x.Slice(3, 5) }},
		{"Slice", "2 to 1", func() { x.Slice(2, 1) }},
		{"Reshape", "5×2", func() { x.Reshape(5, 2) }},
		{"CopyFrom", "3×4", func() { x.CopyFrom(New(3, 4)) }},
	} {
		if text := mustPanic(t, c.op, c.f); !strings.Contains(text, c.want) {
			t.Errorf("the error %q does not say %q", text, c.want)
		}
	}
}

func TestStringAbbreviates(t *testing.T) {
	if got, want := counted(2, 2).String(), "Tensor 2×2\n  [0 1]\n  [2 3]"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := counted(8).String(), "Tensor [8] [0 1 2 … 5 6 7]"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got := counted(1000, 784).String(); len(got) > 500 || !strings.Contains(got, "1000×784") || !strings.Contains(got, "…") {
		t.Errorf("%q is not abbreviated", got)
	}
	if got, want := New().String(), "Tensor a scalar [0]"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
