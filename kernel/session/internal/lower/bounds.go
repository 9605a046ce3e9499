package lower

import (
	"fmt"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// test says how an index or a slice expression is tested before it is used, so
// that the panic carries the numbers Go names.
type test struct {
	low, high bool
}

// tests finds the indices that may be out of range.
func (c *body) tests() {
	c.tested = map[ssa.Instruction]test{}
	if !c.p.opts.Checks {
		return
	}
	for _, b := range c.f.DomPreorder() {
		c.known[b] = c.entering(b)
		for _, in := range b.Instrs {
			x, i := indexing(in)
			if x == nil {
				continue
			}
			if t := (test{c.least(i, b, map[ssa.Value]bool{}) < 0, !c.within(i, x, 0, b, 3)}); t.low || t.high {
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
			if tested && !fixed && !c.folds[x] && c.taken[x] == "" && home != b && circles(b, home) {
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

// repeated reports whether an operand of a tested index expression is written
// more than once and costs too much for it.
func (c *body) repeated(v ssa.Value, user ssa.Instruction) bool {
	if m, ok := user.(*ssa.MapUpdate); ok {
		return v == m.Key && c.deep(v.Type())
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

// checkSlice writes the test of x[low:high:max].
func (c *body) checkSlice(v *ssa.Slice) {
	b := v.Block()
	length := c.lengthOf(v.X)
	capacity, call := length, "rt__.SlicePanicLength"
	if _, ok := v.X.Type().Underlying().(*types.Slice); ok {
		capacity, call = "cap("+c.unwrapped(v.X)+")", "rt__.SlicePanic"
	}
	low, high, limit := "0", length, capacity
	var conds []string
	outside := func(v ssa.Value, s, n string) {
		if c.least(v, b, map[ssa.Value]bool{}) < 0 {
			conds = append(conds, s+" < 0")
		}
		conds = append(conds, s+" > "+n)
	}
	if v.Max != nil {
		limit = c.asInt(v.Max)
		outside(v.Max, limit, capacity)
	}
	if v.High != nil {
		high = c.asInt(v.High)
		if v.Max != nil || !c.within(v.High, v.X, 1, b, 3) || c.least(v.High, b, map[ssa.Value]bool{}) < 0 {
			outside(v.High, high, limit)
		}
	}
	if k, ok := numberOf(v.Low); v.Low != nil && (!ok || k != 0) {
		low = c.asInt(v.Low)
		if v.High != nil || !c.within(v.Low, v.X, 1, b, 3) || c.least(v.Low, b, map[ssa.Value]bool{}) < 0 {
			outside(v.Low, low, high)
		}
	}
	if len(conds) == 0 || constants(v.Low, v.High, v.Max) && fits(v) {
		return
	}
	c.position(v.Pos())
	c.line_("if %s {\n%s(%s, %s, %s, %v, %s, %s)\n}", strings.Join(conds, " || "), call, low, high, limit,
		v.Max != nil, length, capacity)
}

func numberOf(v ssa.Value) (int64, bool) {
	if v == nil {
		return 0, false
	}
	return number(v)
}

// constants reports whether every bound that is given is constant.
func constants(vs ...ssa.Value) bool {
	for _, v := range vs {
		if _, ok := numberOf(v); v != nil && !ok {
			return false
		}
	}
	return true
}

// asInt is the text of a bound as an int.
func (c *body) asInt(v ssa.Value) string {
	s := c.expr(v)
	if c.isInt(v) {
		return s
	}
	return "int(" + s + ")"
}
