package lower

import (
	"go/token"
	"go/types"
	"math"

	"golang.org/x/tools/go/ssa"
)

// within reports whether v < length of x + slack in a block, for all that is
// known. A wrong yes costs the numbers in a panic's text only: the interpreter
// tests every index itself.
func (c *body) within(v, x ssa.Value, slack int64, at *ssa.BasicBlock, depth int) bool {
	if n, ok := fixedLength(x); ok && c.most(v, at, depth) < n+slack {
		return true
	}
	root, offset := split(v)
	if offset < slack && c.isLength(root, x) {
		return true
	}
	n := 0
	for f := c.holding(at); f != nil && n < farthest; f, n = f.up, n+1 {
		if c.bounded(f, root, offset, x, slack) {
			return true
		}
	}
	if depth <= 0 {
		return false
	}
	if phi, ok := root.(*ssa.Phi); ok {
		return c.falls(phi, offset, x, slack, depth)
	}
	if b, ok := root.(*ssa.BinOp); ok && offset <= 0 {
		switch b.Op {
		case token.QUO, token.SHR:
			return c.within(b.X, x, slack, at, depth-1)
		case token.REM:
			return measured(b.Y) != nil && c.same(measured(b.Y), x)
		}
	}
	return false
}

// bounded reports whether one comparison says root + offset < length + slack.
func (c *body) bounded(f *facts, root ssa.Value, offset int64, x ssa.Value, slack int64) bool {
	r, a := split(f.x)
	if f.op == token.LBRACK {
		return c.same(r, root) && offset-a <= slack && c.same(f.y, x)
	}
	s, b := split(f.y)
	if !c.same(r, root) || !c.atMostLength(s, x) {
		return false
	}
	gap := b - a + offset // root + offset < length + gap
	if f.op != token.LSS {
		gap++
	}
	return gap <= slack
}

// falls reports whether a variable that only counts down began within.
func (c *body) falls(phi *ssa.Phi, offset int64, x ssa.Value, slack int64, depth int) bool {
	if len(phi.Edges) > 4 {
		return false
	}
	began := false
	for i, e := range phi.Edges {
		r, k := split(e)
		if r == ssa.Value(phi) && k <= 0 {
			continue
		}
		if !c.within(e, x, slack-offset, phi.Block().Preds[i], depth-1) {
			return false
		}
		began = true
	}
	return began
}

// atMostLength reports whether s is the length of x, or that less or divided by
// something.
func (c *body) atMostLength(s, x ssa.Value) bool {
	if b, ok := s.(*ssa.BinOp); ok {
		switch b.Op {
		case token.SUB:
			return c.isLength(b.X, x) && c.least(b.Y, b.Block(), map[ssa.Value]int64{}) >= 0
		case token.QUO, token.SHR:
			return c.isLength(b.X, x)
		}
	}
	return c.isLength(s, x)
}

// isLength reports whether s is the length of x.
func (c *body) isLength(s, x ssa.Value) bool {
	if m := measured(s); m != nil && c.same(m, x) {
		return true
	}
	switch x := x.(type) {
	case *ssa.MakeSlice:
		return c.same(s, x.Len)
	case *ssa.Slice:
		return x.Low == nil && x.High != nil && c.same(s, x.High)
	}
	return false
}

// fixedLength is the length of arrays, and of slices of a constant length.
func fixedLength(x ssa.Value) (int64, bool) {
	t := x.Type().Underlying()
	if p, ok := t.(*types.Pointer); ok {
		t = p.Elem().Underlying()
	}
	if a, ok := t.(*types.Array); ok {
		return a.Len(), true
	}
	switch x := x.(type) {
	case *ssa.MakeSlice:
		return number(x.Len)
	case *ssa.Slice:
		if x.Low == nil && x.High != nil {
			return number(x.High)
		}
		if _, ok := x.X.Type().Underlying().(*types.Pointer); ok && x.Low == nil {
			return fixedLength(x.X)
		}
	}
	return 0, false
}

// most is a bound from above, the greatest integer when there is none.
func (c *body) most(v ssa.Value, at *ssa.BasicBlock, depth int) int64 {
	if n, ok := number(v); ok {
		return n
	}
	best := int64(math.MaxInt64)
	root, offset := split(v)
	n := 0
	for f := c.holding(at); f != nil && n < farthest; f, n = f.up, n+1 {
		high, ok := number(f.y)
		r, k := split(f.x)
		if !ok || !c.same(r, root) {
			continue
		}
		if f.op == token.LSS {
			high--
		}
		best = min(best, high-k+offset)
	}
	if b, ok := v.Type().Underlying().(*types.Basic); ok {
		switch b.Kind() {
		case types.Uint8:
			best = min(best, math.MaxUint8)
		case types.Uint16:
			best = min(best, math.MaxUint16)
		}
	}
	if depth <= 0 {
		return best
	}
	return min(best, c.greatest(v, at, depth-1))
}

func (c *body) greatest(v ssa.Value, at *ssa.BasicBlock, depth int) int64 {
	switch v := v.(type) {
	case *ssa.Convert:
		if isInteger(v.X.Type()) && (widens(v) || isUnsigned(v.X.Type())) {
			if m := c.most(v.X, at, depth); holds(m, v.Type()) {
				return m
			}
		}
	case *ssa.BinOp:
		k, ok := number(v.Y)
		if !ok || k < 0 {
			return math.MaxInt64
		}
		switch v.Op {
		case token.AND:
			return k
		case token.REM:
			return k - 1
		case token.QUO:
			if m := c.most(v.X, at, depth); k > 0 && m != math.MaxInt64 {
				return m / k
			}
		case token.SHR:
			if m := c.most(v.X, at, depth); m != math.MaxInt64 && m >= 0 {
				return m >> min(k, 63)
			}
		case token.ADD:
			if m := c.most(v.X, at, depth); m < math.MaxInt64-k {
				return m + k
			}
		}
	}
	return math.MaxInt64
}

// widens reports whether a conversion between integers keeps every value.
func widens(v *ssa.Convert) bool {
	from, to := v.X.Type(), v.Type()
	small, large := sizes.Sizeof(from), sizes.Sizeof(to)
	return isUnsigned(from) && small < large || !isUnsigned(from) && !isUnsigned(to) && small <= large
}

func isUnsigned(t types.Type) bool {
	return t.Underlying().(*types.Basic).Info()&types.IsUnsigned != 0
}

// holds reports whether a bound from above is known and an integer type holds
// it.
func holds(n int64, t types.Type) bool {
	bits := 8 * sizes.Sizeof(t)
	if !isUnsigned(t) {
		bits--
	}
	return n < math.MaxInt64 && (bits >= 63 || n < 1<<bits)
}
