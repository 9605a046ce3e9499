package calls

import (
	"go/ast"
	"go/token"
	"go/types"
)

// operands tells what is read late and what happens first.
type operands struct {
	info    *types.Info
	private map[*types.Var]bool // variables that no call changes
}

func (o *operands) constant(x ast.Expr) bool {
	tv := o.info.Types[x]
	return tv.Value != nil || tv.IsType() || tv.IsNil() || tv.IsBuiltin()
}

// late reports whether an expression reads, outside of what happens first,
// something that a call may change.
func (o *operands) late(x ast.Expr) bool {
	if o.constant(x) || o.eager(x) {
		return false
	}
	switch x := x.(type) {
	case *ast.Ident:
		v, ok := o.info.Uses[x].(*types.Var)
		return ok && !o.private[v]
	case *ast.SelectorExpr:
		s := o.info.Selections[x]
		if s == nil {
			_, variable := o.info.Uses[x.Sel].(*types.Var)
			return variable
		}
		return s.Kind() == types.FieldVal && s.Indirect() || s.Kind() != types.MethodExpr && o.late(x.X)
	case *ast.StarExpr:
		return true
	case *ast.IndexExpr:
		switch o.info.TypeOf(x.X).Underlying().(type) {
		case *types.Array, *types.Basic: // a part of a variable
		case *types.Signature:
			return false
		default:
			return true
		}
	}
	for _, p := range o.parts(x) {
		if o.late(p) {
			return true
		}
	}
	return false
}

// parts are the operands of an expression in the order of the text.
func (o *operands) parts(x ast.Expr) (parts []ast.Expr) {
	switch x := x.(type) {
	case *ast.ParenExpr:
		return []ast.Expr{x.X}
	case *ast.StarExpr:
		return []ast.Expr{x.X}
	case *ast.UnaryExpr:
		return []ast.Expr{x.X}
	case *ast.TypeAssertExpr:
		return []ast.Expr{x.X}
	case *ast.SelectorExpr:
		if o.info.Selections[x] != nil {
			return []ast.Expr{x.X}
		}
	case *ast.BinaryExpr:
		return []ast.Expr{x.X, x.Y}
	case *ast.IndexExpr:
		if _, instance := o.info.TypeOf(x.X).Underlying().(*types.Signature); instance {
			return nil
		}
		return []ast.Expr{x.X, x.Index}
	case *ast.SliceExpr:
		for _, p := range []ast.Expr{x.X, x.Low, x.High, x.Max} {
			if p != nil {
				parts = append(parts, p)
			}
		}
	case *ast.CompositeLit:
		for _, e := range x.Elts {
			if kv, ok := e.(*ast.KeyValueExpr); ok {
				if o.mapLiteral(x) {
					parts = append(parts, kv.Key)
				}
				e = kv.Value
			}
			parts = append(parts, e)
		}
	case *ast.CallExpr:
		if s, ok := ast.Unparen(x.Fun).(*ast.SelectorExpr); ok && o.info.Selections[s] != nil {
			if s := o.info.Selections[s]; !pointerReceiver(s) || s.Indirect() {
				parts = append(parts, ast.Unparen(x.Fun).(*ast.SelectorExpr).X)
			}
		} else if !o.constant(x.Fun) {
			parts = append(parts, x.Fun)
		}
		parts = append(parts, x.Args...)
	}
	return parts
}

func (o *operands) mapLiteral(x *ast.CompositeLit) bool {
	_, ok := o.info.TypeOf(x).Underlying().(*types.Map)
	return ok
}

// eager reports whether an expression happens before what stands beside it is
// read: a call, a receive, a condition with && or ||, and some others that the
// compiler evaluates in turn.
func (o *operands) eager(x ast.Expr) bool {
	if o.constant(x) {
		return false
	}
	switch x := x.(type) {
	case *ast.ParenExpr:
		return o.eager(x.X)
	case *ast.CallExpr:
		if !o.info.Types[x.Fun].IsType() {
			return true
		}
		from, ok := o.info.TypeOf(x.Args[0]).Underlying().(*types.Basic)
		_, slice := o.info.TypeOf(x).Underlying().(*types.Slice)
		return ok && slice && from.Info()&types.IsString != 0
	case *ast.UnaryExpr:
		return x.Op == token.ARROW
	case *ast.BinaryExpr:
		return x.Op == token.LAND || x.Op == token.LOR
	case *ast.TypeAssertExpr:
		switch o.info.TypeOf(x).Underlying().(type) {
		case *types.Pointer, *types.Map, *types.Chan, *types.Signature:
			return false
		}
		return true
	}
	return false
}

// changes reports whether something in an expression may change a variable.
func (o *operands) changes(x ast.Expr) (found bool) {
	ast.Inspect(x, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.UnaryExpr:
			found = found || n.Op == token.ARROW
		case *ast.CallExpr:
			found = found || o.effect(n)
		}
		return !found
	})
	return found
}

func (o *operands) effect(call *ast.CallExpr) bool {
	tv := o.info.Types[call.Fun]
	if tv.IsType() || o.constant(call) {
		return false
	}
	if !tv.IsBuiltin() {
		return true
	}
	id, ok := ast.Unparen(call.Fun).(*ast.Ident)
	return ok && (id.Name == "append" || id.Name == "copy")
}

// matter reports whether one of the operands is read late and one that stands
// behind it changes something, or whether this is so within one of them.
func (o *operands) matter(xs ...ast.Expr) bool {
	read := false
	for _, x := range xs {
		if read && o.changes(x) || o.matters(x) {
			return true
		}
		read = read || o.late(x)
	}
	return false
}

func (o *operands) matters(x ast.Expr) bool {
	if b, ok := x.(*ast.BinaryExpr); ok && (b.Op == token.LAND || b.Op == token.LOR) {
		return false
	}
	return o.matter(o.parts(x)...)
}
