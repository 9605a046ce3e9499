package lower

import (
	"fmt"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// test says how an index is tested before it is used, so that the panic carries
// the numbers Go names.
type test struct {
	low, high bool
}

// tests finds the indices that may be out of range.
func (c *body) tests() {
	c.tested, c.slices = map[ssa.Instruction]test{}, map[*ssa.Slice]sliced{}
	if !c.p.opts.Checks {
		return
	}
	for _, b := range c.f.DomPreorder() {
		c.known[b] = c.entering(b)
		for _, in := range b.Instrs {
			if s, ok := in.(*ssa.Slice); ok {
				c.slices[s] = c.bounding(s)
			}
			x, i := indexing(in)
			if x == nil {
				continue
			}
			if t := (test{c.least(i, b, map[ssa.Value]int64{}) < 0, !c.within(i, x, 0, b, 3)}); t.low || t.high {
				c.tested[in] = t
				c.known[b] = &facts{token.LBRACK, i, x, c.known[b]}
			}
		}
	}
}

// lengths finds what is indexed in a loop and was made before it: its length
// is taken once.
func (c *body) lengths() {
	c.taken = map[ssa.Value]string{}
	for _, b := range c.f.Blocks {
		for _, in := range b.Instrs {
			x, _ := indexing(in)
			home := c.f.Blocks[0]
			switch v := x.(type) {
			case ssa.Instruction:
				home = v.Block()
			case *ssa.Parameter:
			default:
				continue
			}
			_, tested := c.tested[in]
			_, fixed := fixedLength(x)
			if tested && !fixed && !c.folds[x] && c.taken[x] == "" && home != b && c.again[b] && circles(b, home) {
				c.taken[x] = c.local("int")
			}
		}
	}
}

// measure writes the length of a value that just got its own.
func (c *body) measure(v ssa.Value) {
	if n := c.taken[v]; n != "" {
		c.line_("%s = len(%s)", n, c.unwrapped(v))
	}
}

// indexing is the operand and the index of an index expression.
func indexing(in ssa.Instruction) (x, index ssa.Value) {
	switch v := in.(type) {
	case *ssa.IndexAddr:
		return v.X, v.Index
	case *ssa.Index:
		return v.X, v.Index
	case *ssa.Lookup:
		if _, ok := v.X.Type().Underlying().(*types.Map); !ok {
			return v.X, v.Index
		}
	}
	return nil, nil
}

// repeated reports whether an operand of a tested instruction is written more
// than once and costs too much for it.
func (c *body) repeated(v ssa.Value, user ssa.Instruction) bool {
	if !c.p.opts.Checks {
		return false
	}
	switch u := user.(type) {
	case *ssa.MakeSlice, *ssa.MakeChan:
		return true
	case *ssa.MapUpdate:
		return v == u.Key && c.deep(v.Type())
	}
	if _, ok := c.tested[user]; !ok {
		return false
	}
	if _, index := indexing(user); index == v {
		return true
	}
	load, ok := v.(*ssa.UnOp)
	if !ok || c.r.of(v.Type()) == "any" {
		return true
	}
	switch load.X.(type) {
	case *ssa.Global, *ssa.Alloc, *ssa.FreeVar, *ssa.Parameter:
		return false
	}
	return true
}

// check writes the test of an instruction.
func (c *body) check(in ssa.Instruction) {
	if !c.p.opts.Checks {
		return
	}
	switch v := in.(type) {
	case *ssa.Slice:
		c.checkSlice(v)
		return
	case *ssa.MakeSlice:
		c.checkMake(v)
		return
	case *ssa.MakeChan:
		c.checkMakeChan(v)
		return
	}
	t, ok := c.tested[in]
	if !ok {
		return
	}
	c.position(in.Pos())
	x, index := indexing(in)
	i, n := c.expr(index), c.lengthOf(x)
	call := fmt.Sprintf("rt__.IndexPanic(int(%s), %s)", i, n)
	if !c.isInt(index) {
		i = "int(" + i + ")"
	}
	if isWide(index.Type()) {
		call = fmt.Sprintf("rt__.IndexPanicUnsigned(uint64(%s), %s)", c.expr(index), n)
		n, i = "uint64("+n+")", "uint64("+c.expr(index)+")"
	}
	if t.low {
		c.line_("if %s < 0 {\n%s\n}", i, call)
	}
	if t.high {
		c.line_("if %s >= %s {\n%s\n}", i, n, call)
	}
}

func (c *body) isInt(v ssa.Value) bool { return c.r.of(v.Type()) == "int" }

// isWide reports whether t holds numbers that no int does.
func isWide(t types.Type) bool {
	switch t.Underlying().(*types.Basic).Kind() {
	case types.Uint, types.Uint64, types.Uintptr:
		return true
	}
	return false
}

// lengthOf is the text of the length of what is indexed.
func (c *body) lengthOf(x ssa.Value) string {
	t := x.Type().Underlying()
	if p, ok := t.(*types.Pointer); ok {
		t = p.Elem().Underlying()
	}
	if a, ok := t.(*types.Array); ok {
		return fmt.Sprint(a.Len())
	}
	if n := c.taken[x]; n != "" {
		return n
	}
	return "len(" + c.unwrapped(x) + ")"
}

// guarded reports whether an instruction's test may panic.
func (c *body) guarded(in ssa.Instruction) bool {
	if s, ok := in.(*ssa.Slice); ok {
		return c.slices[s] != (sliced{})
	}
	_, ok := c.tested[in]
	return ok
}

// panics reports whether a value that has no test of its own may panic.
func panics(in ssa.Instruction) bool {
	switch v := in.(type) {
	case *ssa.BinOp:
		_, known := number(v.Y)
		return (v.Op == token.QUO || v.Op == token.REM) && isInteger(v.Type()) && !known
	case *ssa.UnOp:
		return v.Op == token.MUL && mayBeNil(v.X)
	}
	return false
}

// mayBeNil reports whether an address is one in what a pointer points to.
func mayBeNil(addr ssa.Value) bool {
	switch a := addr.(type) {
	case *ssa.Global, *ssa.Alloc, *ssa.FreeVar:
		return false
	case *ssa.FieldAddr:
		return mayBeNil(a.X)
	case *ssa.IndexAddr:
		_, ok := a.X.Type().Underlying().(*types.Pointer)
		return ok && mayBeNil(a.X)
	}
	return true
}
