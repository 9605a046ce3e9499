package lower

import (
	"fmt"
	"go/types"
	"runtime"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// largest is how many bytes one make may ask for. Beyond it, the Go runtime would end the
// process rather than panic.
func largest() int64 {
	if runtime.GOARCH == "wasm" {
		return 1 << 31
	}
	return 1 << 34
}

// room is how many elements of a type one make may ask for.
func room(elem types.Type) int64 {
	return largest() / max(1, sizes.Sizeof(elem))
}

// sized refuses variables too large to exist. An array that a make of constant
// size became panics, as the make does.
func (c *body) sized(a *ssa.Alloc) {
	t := deref(a.Type())
	if sizes.Sizeof(t) <= largest() {
		return
	}
	array, ok := t.Underlying().(*types.Array)
	if !ok || a.Comment != "makeslice" {
		refuse("a variable of type %s is too large", t)
	}
	c.line_("rt__.MakePanic(%d, %d)", array.Len(), room(array.Elem()))
}

// checkMake writes the test of the sizes of make([]T, len, cap).
func (c *body) checkMake(v *ssa.MakeSlice) {
	limit := room(v.Type().Underlying().(*types.Slice).Elem())
	n, known := number(v.Len)
	k, capKnown := number(v.Cap)
	if known && capKnown && 0 <= n && n <= k && k <= limit {
		return
	}
	length, capacity := c.size(v.Len), c.size(v.Cap)
	conds := []string{length + " < 0", fmt.Sprintf("%s > %d", length, limit)}
	if v.Cap != v.Len {
		conds = append(conds, capacity+" < "+length, fmt.Sprintf("%s > %d", capacity, limit))
	}
	c.position(v.Pos())
	c.line_("if %s {\nrt__.MakePanic(%s, %d)\n}", strings.Join(conds, " || "), length, limit)
}

// checkMakeChan writes the test of the size of make(chan T, size).
func (c *body) checkMakeChan(v *ssa.MakeChan) {
	limit := room(v.Type().Underlying().(*types.Chan).Elem())
	if n, ok := number(v.Size); ok && 0 <= n && n <= limit {
		return
	}
	size := c.size(v.Size)
	c.position(v.Pos())
	c.line_("if %s < 0 || %s > %d {\nrt__.MakeChanPanic()\n}", size, size, limit)
}

// size is the text of a size as an int that the interpreter takes for no
// constant: it would do the comparison itself, and refuse what always panics.
func (c *body) size(v ssa.Value) string {
	if _, ok := v.(*ssa.Const); ok {
		return "int(" + c.variable(v) + ")"
	}
	return c.asInt(v)
}
