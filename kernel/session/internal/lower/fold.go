package lower

import (
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// analyze decides which addresses stay places, which variables are plain and
// which values are written into their only consumer.
func (c *body) analyze() {
	c.folds, c.virt, c.plain = map[ssa.Value]bool{}, map[ssa.Value]bool{}, map[*ssa.Alloc]bool{}
	for _, b := range c.f.Blocks {
		for _, in := range b.Instrs {
			switch v := in.(type) {
			case *ssa.FieldAddr:
				c.virt[v] = c.place(v)
			case *ssa.IndexAddr:
				c.virt[v] = c.place(v)
			}
		}
	}
	for _, b := range c.f.Blocks {
		for _, in := range b.Instrs {
			if a, ok := in.(*ssa.Alloc); ok {
				c.plain[a] = !a.Heap && c.onlyPlace(a)
			}
		}
	}
	c.elements()
	c.tests()
	for _, b := range c.f.Blocks {
		c.foldBlock(b)
	}
	c.lengths()
}

// place reports whether an address is used for loads, stores and deeper
// addresses only.
func (c *body) place(v ssa.Value) bool {
	for _, in := range *v.Referrers() {
		switch in := in.(type) {
		case *ssa.UnOp:
			if in.Op != token.MUL {
				return false
			}
		case *ssa.Store:
			if in.Val == v {
				return false
			}
		case *ssa.FieldAddr, *ssa.IndexAddr, *ssa.DebugRef:
		default:
			return false
		}
	}
	return true
}

// onlyPlace is place, for everything derived from v too.
func (c *body) onlyPlace(v ssa.Value) bool {
	if !c.place(v) {
		return false
	}
	for _, in := range *v.Referrers() {
		switch in := in.(type) {
		case *ssa.FieldAddr:
			if !c.onlyPlace(in) {
				return false
			}
		case *ssa.IndexAddr:
			if !c.onlyPlace(in) {
				return false
			}
		}
	}
	return true
}

// kind says how freely a value moves.
type kind int

const (
	fixed     kind = iota // is written where it stands
	effect                // changes or waits for the world
	sensitive             // depends on the world or can panic
	pure
)

func (c *body) kind(in ssa.Instruction) kind {
	switch v := in.(type) {
	case *ssa.DebugRef, *ssa.Phi, *ssa.Jump, *ssa.If:
		return pure
	case *ssa.BinOp:
		return c.binKind(v)
	case *ssa.UnOp:
		switch v.Op {
		case token.ARROW:
			return fixed
		case token.MUL:
			return sensitive
		}
		return pure
	case *ssa.FieldAddr, *ssa.IndexAddr:
		return sensitive
	case *ssa.Field, *ssa.Extract:
		return pure
	case *ssa.MakeInterface:
		if c.r.faithful(v.X.Type()) && !c.r.nativeInterface(v.Type()) {
			return pure
		}
	case *ssa.Index, *ssa.Lookup:
		return sensitive
	case *ssa.Convert:
		if _, ok := v.X.Type().Underlying().(*types.Slice); ok {
			return sensitive // it copies what the slice holds
		}
		return pure
	case *ssa.ChangeType:
		return pure
	case *ssa.Call:
		if b, ok := v.Call.Value.(*ssa.Builtin); ok {
			if b.Name() == "len" || b.Name() == "cap" {
				return sensitive
			}
			return fixed
		}
		return effect
	case *ssa.Alloc:
		return effect
	}
	return fixed
}

func (c *body) binKind(v *ssa.BinOp) kind {
	switch v.Op {
	case token.QUO, token.REM:
		if isInteger(v.Type()) {
			return sensitive
		}
	case token.SHL, token.SHR:
		if needsShiftCheck(v.Y) {
			return fixed
		}
	}
	if b, ok := v.Type().Underlying().(*types.Basic); ok && (b.Kind() == types.Float32 || b.Kind() == types.Complex64) {
		return fixed // nested, the interpreter rounds too late
	}
	return pure
}

// foldBlock decides, from the end of the block, which values are written into
// their only consumer.
func (c *body) foldBlock(b *ssa.BasicBlock) {
	at := map[ssa.Instruction]int{}
	for i, in := range b.Instrs {
		at[in] = i
	}
	last := len(b.Instrs) - 1
	eval := make([]int, last+1)
	for i := last; i >= 0; i-- {
		in := b.Instrs[i]
		eval[i] = i
		v, ok := in.(ssa.Value)
		if _, phi := in.(*ssa.Phi); !ok || phi {
			continue
		}
		user := c.consumer(v, b)
		if user == nil {
			continue
		}
		where := last
		if _, ok := user.(*ssa.Phi); !ok {
			u, ok := at[user]
			if !ok {
				continue
			}
			where = eval[u]
		}
		if c.movable(b, i, where) {
			c.folds[v] = true
			eval[i] = where
		}
	}
}

// consumer is the only instruction that uses v, once, in block b or on an edge
// out of it.
func (c *body) consumer(v ssa.Value, b *ssa.BasicBlock) ssa.Instruction {
	refs := v.Referrers()
	if refs == nil || len(*refs) != 1 {
		return nil
	}
	user := (*refs)[0]
	if s, ok := user.(*ssa.Store); ok && c.gone[s] {
		return c.appended(s)
	}
	if c.repeated(v, user) {
		return nil
	}
	if phi, ok := user.(*ssa.Phi); ok {
		if !c.alongEdge(v, phi, b) {
			return nil
		}
		return user
	}
	if c.takes(user, v) {
		return user
	}
	return nil
}

// alongEdge reports whether one edge out of b, the only one, copies v to a φ.
func (c *body) alongEdge(v ssa.Value, phi *ssa.Phi, b *ssa.BasicBlock) bool {
	if unused(phi) {
		return false // no edge copies it
	}
	n := 0
	for i, e := range phi.Edges {
		if e == v {
			if phi.Block().Preds[i] != b {
				return false
			}
			n++
		}
	}
	return n == 1 && len(b.Succs) == 1 && c.r.of(v.Type()) != "any"
}

// takes reports whether the text of v may stand as an operand of user.
func (c *body) takes(user ssa.Instruction, v ssa.Value) bool {
	switch u := user.(type) {
	case *ssa.Return:
		if call, ok := v.(*ssa.Call); ok && len(u.Results) > 1 {
			_, builtin := call.Call.Value.(*ssa.Builtin)
			return !builtin // the interpreter would make the length the first result
		}
	case *ssa.FieldAddr, *ssa.IndexAddr:
		// The text of a place stands where the place is used, at each use.
		a := user.(ssa.Value)
		return !c.virt[a] || c.folds[a]
	case *ssa.DebugRef, *ssa.Extract, *ssa.Defer, *ssa.Go, *ssa.Select, *ssa.Slice, *ssa.TypeAssert, *ssa.Next, *ssa.Range,
		*ssa.ChangeInterface, *ssa.MakeClosure, *ssa.MultiConvert, *ssa.SliceToArrayPointer:
		return false
	case *ssa.MapUpdate:
		return u.Value != v || !throughPointer(v)
	case *ssa.Call:
		_, builtin := u.Call.Value.(*ssa.Builtin)
		return !builtin && !u.Call.IsInvoke() && u.Call.Value != v && (!declared(&u.Call) || !c.signed(v))
	case *ssa.ChangeType:
		return !types.IsInterface(u.Type())
	case *ssa.Convert:
		return !c.repeats(u)
	case *ssa.BinOp:
		shift := u.Op == token.SHL || u.Op == token.SHR
		return !shift || u.Y != v || !needsShiftCheck(v)
	}
	return true
}

// throughPointer reports whether a value comes through a pointer that may be nil:
// the interpreter deletes an element that is assigned such a value.
func throughPointer(v ssa.Value) bool {
	switch v := v.(type) {
	case *ssa.UnOp:
		switch v.X.(type) {
		case *ssa.Alloc, *ssa.Global:
			return false
		}
		return v.Op == token.MUL
	case *ssa.MakeInterface:
		return throughPointer(v.X)
	case *ssa.ChangeType:
		return throughPointer(v.X)
	}
	return false
}

// movable reports whether instruction i may be evaluated at where.
func (c *body) movable(b *ssa.BasicBlock, i, where int) bool {
	k := c.kind(b.Instrs[i])
	if k == fixed {
		return false
	}
	if _, ok := b.Instrs[i].(*ssa.Alloc); ok {
		return false
	}
	if c.p.opts.Positions && k == effect {
		return false // a call's position belongs to its own line
	}
	if k == pure {
		return true
	}
	for j := i + 1; j < where; j++ {
		if c.gone[b.Instrs[j]] {
			continue
		}
		if c.guarded(b.Instrs[j]) && panics(b.Instrs[i]) {
			return false // what panics first is said
		}
		switch c.kind(b.Instrs[j]) {
		case fixed, effect:
			return false
		case sensitive:
			if k == effect {
				return false
			}
		}
	}
	return true
}

func isInteger(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsInteger != 0
}

// needsShiftCheck reports whether a shift count may be negative.
func needsShiftCheck(y ssa.Value) bool {
	if k, ok := y.(*ssa.Const); ok {
		return constant.Sign(k.Value) < 0
	}
	b, ok := y.Type().Underlying().(*types.Basic)
	return ok && b.Info()&types.IsUnsigned == 0
}
