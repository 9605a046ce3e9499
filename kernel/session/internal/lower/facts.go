package lower

import (
	"go/constant"
	"go/token"
	"go/types"
	"math"

	"golang.org/x/tools/go/ssa"
)

// facts are the comparisons that hold in a block because a branch led there,
// or an index was tested, the nearest one first.
type facts struct {
	op   token.Token // <, <=, ==
	x, y ssa.Value   // for [, y is indexed by x
	up   *facts
}

// farthest is how many comparisons are looked at before giving up.
const farthest = 48

// holding collects the comparisons that hold in block b.
func (c *body) holding(b *ssa.BasicBlock) *facts {
	if f, ok := c.known[b]; ok {
		return f
	}
	f := c.entering(b)
	c.known[b] = f
	return f
}

// entering collects the comparisons that hold where block b begins.
func (c *body) entering(b *ssa.BasicBlock) *facts {
	d := b.Idom()
	if d == nil {
		return nil
	}
	f := c.holding(d)
	if cond, ok := d.Instrs[len(d.Instrs)-1].(*ssa.If); ok && len(b.Preds) == 1 && d.Succs[0] != d.Succs[1] {
		f = learn(f, cond.Cond, b == d.Succs[0])
	}
	return f
}

// learn adds what a condition that is true, or false, says.
func learn(f *facts, cond ssa.Value, truth bool) *facts {
	switch v := cond.(type) {
	case *ssa.UnOp:
		if v.Op == token.NOT {
			return learn(f, v.X, !truth)
		}
	case *ssa.BinOp:
		if !isInteger(v.X.Type()) {
			return f
		}
		op := v.Op
		if !truth {
			op = negation[op]
		}
		switch op {
		case token.LSS, token.LEQ, token.EQL:
			return &facts{op, v.X, v.Y, f}
		case token.GTR:
			return &facts{token.LSS, v.Y, v.X, f}
		case token.GEQ:
			return &facts{token.LEQ, v.Y, v.X, f}
		}
	}
	return f
}

var negation = map[token.Token]token.Token{
	token.LSS: token.GEQ, token.GEQ: token.LSS, token.GTR: token.LEQ, token.LEQ: token.GTR, token.NEQ: token.EQL,
}

// split writes an integer as root + offset.
func split(v ssa.Value) (root ssa.Value, offset int64) {
	for {
		b, ok := v.(*ssa.BinOp)
		if !ok {
			return v, offset
		}
		n, ok := number(b.Y)
		switch {
		case ok && b.Op == token.ADD && small(n):
			offset += n
		case ok && b.Op == token.SUB && small(n):
			offset -= n
		default:
			return v, offset
		}
		v = b.X
	}
}

func small(n int64) bool { return n > -1<<31 && n < 1<<31 }

// number is the value of an integer constant.
func number(v ssa.Value) (int64, bool) {
	k, ok := v.(*ssa.Const)
	if !ok || k.Value == nil || k.Value.Kind() != constant.Int {
		return 0, false
	}
	return constant.Int64Val(k.Value)
}

// same reports whether two values are equal for all that is known, loads of
// a variable that the function does not store to included.
func (c *body) same(x, y ssa.Value) bool { return c.alike(x, y, 4) }

// alike is same for expressions of a depth.
func (c *body) alike(x, y ssa.Value, depth int) bool {
	if x == y {
		return true
	}
	if depth--; depth < 0 {
		return false
	}
	switch x := x.(type) {
	case *ssa.Const:
		y, ok := y.(*ssa.Const)
		return ok && x.Value != nil && y.Value != nil && x.Value.Kind() == y.Value.Kind() &&
			constant.Compare(x.Value, token.EQL, y.Value)
	case *ssa.BinOp:
		y, ok := y.(*ssa.BinOp)
		return ok && x.Op == y.Op && c.alike(x.X, y.X, depth) && c.alike(x.Y, y.Y, depth)
	case *ssa.Convert:
		y, ok := y.(*ssa.Convert)
		return ok && types.Identical(x.Type(), y.Type()) && c.alike(x.X, y.X, depth)
	case *ssa.FieldAddr:
		y, ok := y.(*ssa.FieldAddr)
		return ok && x.Field == y.Field && c.alike(x.X, y.X, depth)
	case *ssa.UnOp:
		y, ok := y.(*ssa.UnOp)
		return ok && x.Op == y.Op && c.alike(x.X, y.X, depth) && (x.Op != token.MUL || !c.stored(x.X))
	case *ssa.Call:
		a, b := measured(x), measured(y)
		return a != nil && b != nil && c.alike(a, b, depth)
	}
	return false
}

// stored reports whether the function itself stores to the variable, or the
// field of any struct, that an address is of.
func (c *body) stored(addr ssa.Value) bool {
	if c.stores == nil {
		c.stores = map[any]bool{}
		for _, b := range c.f.Blocks {
			for _, in := range b.Instrs {
				if s, ok := in.(*ssa.Store); ok {
					c.stores[storage(s.Addr)] = true
				}
			}
		}
	}
	return c.stores[storage(addr)]
}

func storage(addr ssa.Value) any {
	if f, ok := addr.(*ssa.FieldAddr); ok {
		return f.X.Type().Underlying().(*types.Pointer).Elem().Underlying().(*types.Struct).Field(f.Field)
	}
	return addr
}

// measured is the operand of a call of len, nil for other values.
func measured(v ssa.Value) ssa.Value {
	if call, ok := v.(*ssa.Call); ok {
		if b, ok := call.Call.Value.(*ssa.Builtin); ok && b.Name() == "len" {
			return call.Call.Args[0]
		}
	}
	return nil
}

// least is a bound from below that a value keeps in a block, as far as its
// operations do not overflow; the smallest integer when there is none.
func (c *body) least(v ssa.Value, at *ssa.BasicBlock, seen map[ssa.Value]int64) int64 {
	root, offset := split(v)
	best := c.smallest(root, at, seen)
	n := 0
	for f := c.holding(at); f != nil && n < farthest; f, n = f.up, n+1 {
		if f.op == token.LBRACK {
			if r, k := split(f.x); c.same(r, root) {
				best = max(best, -k)
			}
			continue
		}
		low, ok := number(f.x)
		r, k := split(f.y)
		if f.op == token.EQL && !ok {
			low, ok = number(f.y)
			r, k = split(f.x)
		}
		if !ok || !c.same(r, root) {
			continue
		}
		if f.op == token.LSS {
			low++
		}
		best = max(best, low-k)
	}
	switch {
	case best == math.MinInt64, best == math.MaxInt64 && offset < 0:
		return math.MinInt64 // a loop that counts down ends at no bound
	case best == math.MaxInt64:
		return best
	}
	return best + offset
}

// smallest is least without regard to the block's conditions. Values are seen
// once; one that is met again while it is looked at, as a loop's are, is no
// bound for others.
func (c *body) smallest(v ssa.Value, at *ssa.BasicBlock, seen map[ssa.Value]int64) int64 {
	if n, ok := seen[v]; ok {
		return n
	}
	seen[v] = math.MinInt64
	seen[v] = c.bottom(v, at, seen)
	return seen[v]
}

func (c *body) bottom(v ssa.Value, at *ssa.BasicBlock, seen map[ssa.Value]int64) int64 {
	if n, ok := number(v); ok {
		return n
	}
	if b, ok := v.Type().Underlying().(*types.Basic); ok && b.Info()&types.IsUnsigned != 0 {
		return 0
	}
	switch v := v.(type) {
	case *ssa.Phi:
		seen[v] = math.MaxInt64 // the other edges decide
		low := int64(math.MaxInt64)
		for i, e := range v.Edges {
			low = min(low, c.least(e, v.Block().Preds[i], seen))
		}
		return low
	case *ssa.Convert:
		if isInteger(v.X.Type()) && (widens(v) || isUnsigned(v.X.Type()) && holds(c.most(v.X, at, 2), v.Type())) {
			return c.least(v.X, at, seen)
		}
	case *ssa.Call:
		if b, ok := v.Call.Value.(*ssa.Builtin); ok && (b.Name() == "len" || b.Name() == "cap" || b.Name() == "copy") {
			return 0
		}
	case *ssa.Extract:
		if n, ok := v.Tuple.(*ssa.Next); ok && n.IsString && v.Index == 1 {
			return 0
		}
	case *ssa.BinOp:
		return c.smallestOf(v, at, seen)
	}
	return math.MinInt64
}

func (c *body) smallestOf(v *ssa.BinOp, at *ssa.BasicBlock, seen map[ssa.Value]int64) int64 {
	positive := func(x ssa.Value) bool { return c.least(x, at, seen) >= 0 }
	ok := false
	switch v.Op {
	case token.AND:
		ok = positive(v.X) || positive(v.Y)
	case token.REM, token.SHR:
		ok = positive(v.X)
	case token.ADD, token.MUL, token.QUO, token.OR, token.XOR:
		ok = positive(v.X) && positive(v.Y)
	}
	if ok {
		return 0
	}
	return math.MinInt64
}
