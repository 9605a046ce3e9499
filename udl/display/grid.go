package display

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// grid is a value in rows and columns. Cells are asked for only as far as they
// are shown, so that a large one costs no more than a small one.
type grid struct {
	note string // what it is, such as "60000×784 float32"
	head []string
	rows int
	cols int
	cell func(row, col int) any
	best []int // per column: the row to point out, -1 for none

	named bool // the first column holds the names of the rows
}

// gridder is a value that brings its own rows and columns; rows < 0 says that it
// has none. It is for values that reflection does not see through.
type gridder interface {
	Grid() (note string, head []string, rows int, cell func(row, col int) any)
}

// matrix is what gonum calls a matrix.
type matrix interface {
	Dims() (rows, cols int)
	At(row, col int) float64
}

// tensor is a batch of numbers, a row each, as compute has it.
type tensor interface {
	Dims() int
	Rows() int
	Cols() int
	Row(i int) []float32
	String() string
}

func tensorGrid(t tensor) (g grid, ok bool) {
	if t.Dims() != 2 {
		return g, false
	}
	g.rows, g.cols = t.Rows(), t.Cols()
	g.note = fmt.Sprintf("Tensor %d×%d", g.rows, g.cols)
	g.cell = func(i, j int) any { return t.Row(i)[j] }
	return g, g.rows > 0 && g.cols > 0
}

// gridOf returns v as a grid: matrices, slices of slices of numbers, slices of
// structs and of maps.
func gridOf(v any) (g grid, ok bool) {
	r := reflect.ValueOf(v)
	if r.Kind() == reflect.Pointer && r.IsNil() {
		return g, false
	}
	switch x := v.(type) {
	case nil:
		return g, false
	case gridder:
		note, head, rows, cell := x.Grid()
		return grid{note: note, head: head, rows: rows, cols: len(head), cell: cell}, rows >= 0
	case matrix:
		return matrixGrid(x)
	case tensor:
		return tensorGrid(x)
	}
	if r.Kind() == reflect.Struct {
		return fieldGrid(r)
	}
	if k := r.Kind(); k != reflect.Slice && k != reflect.Array || r.Len() == 0 {
		return g, false
	}
	elem := r.Type().Elem()
	if elem.Kind() == reflect.Pointer {
		elem = elem.Elem()
	}
	if _, own := reflect.Zero(elem).Interface().(fmt.Stringer); own {
		return g, false
	}
	switch elem.Kind() {
	case reflect.Struct:
		return structGrid(r, elem)
	case reflect.Map:
		return mapGrid(r)
	case reflect.Slice, reflect.Array:
		return numberGrid(r)
	}
	return g, false
}

func matrixGrid(m matrix) (g grid, ok bool) {
	g.rows, g.cols = m.Dims()
	g.note = fmt.Sprintf("%d×%d %s", g.rows, g.cols, strings.TrimPrefix(fmt.Sprintf("%T", m), "*"))
	g.cell = func(i, j int) any { return m.At(i, j) }
	return g, g.rows > 0 && g.cols > 0
}

func numberGrid(r reflect.Value) (g grid, ok bool) {
	first := r.Index(0)
	number := first.Type().Elem()
	if !numeric(number.Kind()) || first.Len() == 0 {
		return g, false
	}
	g.rows, g.cols = r.Len(), first.Len()
	for i := range min(g.rows, 1000) { // ragged slices are no table
		if r.Index(i).Len() != g.cols {
			return g, false
		}
	}
	g.note = fmt.Sprintf("%d×%d %s", g.rows, g.cols, number)
	g.cell = func(i, j int) any {
		if row := r.Index(i); j < row.Len() {
			return row.Index(j).Interface()
		}
		return nil
	}
	return g, true
}

func numeric(k reflect.Kind) bool {
	return reflect.Int <= k && k <= reflect.Float64 && k != reflect.Uintptr
}

func structGrid(r reflect.Value, elem reflect.Type) (g grid, ok bool) {
	var fields []int
	for i := range elem.NumField() {
		if f := elem.Field(i); f.IsExported() {
			fields = append(fields, i)
			g.head = append(g.head, f.Name)
		}
	}
	g.rows, g.cols, g.note = r.Len(), len(fields), rowsOf(r.Len(), elem.String())
	g.cell = func(i, j int) any {
		row := reflect.Indirect(r.Index(i))
		if !row.IsValid() {
			return "<nil>"
		}
		return row.Field(fields[j]).Interface()
	}
	return g, len(fields) > 0
}

// fieldGrid is a struct with so many fields that their names help: a row for each.
func fieldGrid(r reflect.Value) (g grid, ok bool) {
	const few = 3
	if _, own := r.Interface().(fmt.Stringer); own || r.NumField() <= few {
		return g, false
	}
	for i := range r.NumField() {
		if !r.Type().Field(i).IsExported() {
			return g, false
		}
	}
	g = grid{note: r.Type().String(), rows: r.NumField(), cols: 2, named: true}
	g.cell = func(i, j int) any {
		if j == 0 {
			return r.Type().Field(i).Name
		}
		return r.Field(i).Interface()
	}
	return g, true
}

func rowsOf(n int, name string) string {
	if n == 1 {
		return "1 row of " + name
	}
	return fmt.Sprintf("%d rows of %s", n, name)
}

// mapGrid has a column for each key of the first rows, sorted.
func mapGrid(r reflect.Value) (g grid, ok bool) {
	key := r.Type().Elem().Key()
	if key.Kind() != reflect.String {
		return g, false
	}
	for i := range min(r.Len(), 1000) {
		for _, k := range r.Index(i).MapKeys() {
			if !slices.Contains(g.head, k.String()) && len(g.head) < 200 {
				g.head = append(g.head, k.String())
			}
		}
	}
	slices.Sort(g.head)
	g.rows, g.cols, g.note = r.Len(), len(g.head), rowsOf(r.Len(), strings.ReplaceAll(r.Type().Elem().String(), "interface {}", "any"))
	g.cell = func(i, j int) any {
		v := r.Index(i).MapIndex(reflect.ValueOf(g.head[j]).Convert(key))
		if !v.IsValid() {
			return nil
		}
		return v.Interface()
	}
	return g, len(g.head) > 0
}
