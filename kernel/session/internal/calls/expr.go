package calls

import (
	"go/ast"
	"go/token"
	"go/types"
)

// expr returns an expression in which names stand for what happens first.
func (w *writer) expr(x ast.Expr) ast.Expr {
	if x == nil || w.constant(x) {
		return x
	}
	switch x := x.(type) {
	case *ast.CallExpr:
		c := w.call(x)
		if _, several := w.info.TypeOf(x).(*types.Tuple); several || !w.eager(x) {
			return c
		}
		return w.temporary(c)
	case *ast.BinaryExpr:
		return w.binary(x)
	case *ast.UnaryExpr:
		y := *x
		y.X = w.expr(x.X)
		if x.Op == token.ARROW {
			return w.temporary(&y)
		}
		return &y
	case *ast.TypeAssertExpr:
		y := *x
		y.X = w.expr(x.X)
		if w.eager(x) {
			return w.temporary(&y)
		}
		return &y
	case *ast.ParenExpr:
		y := *x
		y.X = w.expr(x.X)
		return &y
	case *ast.StarExpr:
		y := *x
		y.X = w.expr(x.X)
		return &y
	case *ast.SelectorExpr:
		if w.info.Selections[x] != nil {
			y := *x
			y.X = w.expr(x.X)
			return &y
		}
	case *ast.IndexExpr:
		if len(w.parts(x)) > 0 {
			y := *x
			y.X, y.Index = w.expr(x.X), w.expr(x.Index)
			return &y
		}
	case *ast.SliceExpr:
		y := *x
		y.X, y.Low, y.High, y.Max = w.expr(x.X), w.expr(x.Low), w.expr(x.High), w.expr(x.Max)
		return &y
	case *ast.CompositeLit:
		return w.literal(x)
	}
	return x
}

// binary leaves the operands of && and || alone: whether the second one happens
// the first one says.
func (w *writer) binary(x *ast.BinaryExpr) ast.Expr {
	if x.Op != token.LAND && x.Op != token.LOR {
		y := *x
		y.X, y.Y = w.expr(x.X), w.expr(x.Y)
		return &y
	}
	if _, plain := w.info.TypeOf(x).(*types.Basic); !plain {
		return x // a name of its own would lose the type
	}
	return w.temporary(x)
}

// call returns a call whose function and arguments are written.
func (w *writer) call(x *ast.CallExpr) *ast.CallExpr {
	y := *x
	if !w.constant(x.Fun) {
		y.Fun = w.expr(x.Fun)
	}
	y.Args = nil
	var s *types.Signature
	if t := w.info.TypeOf(x.Fun); t != nil {
		s, _ = t.Underlying().(*types.Signature)
	}
	for i, a := range x.Args {
		t := parameter(s, i, x.Ellipsis.IsValid())
		if w.info.Types[x.Fun].IsType() {
			t = w.info.TypeOf(x)
		}
		y.Args = append(y.Args, w.value(a, t))
	}
	return &y
}

// parameter is the type that argument i is assigned to, nil for builtins and
// conversions.
func parameter(s *types.Signature, i int, spread bool) types.Type {
	if s == nil || s.Params().Len() == 0 {
		return nil
	}
	last := s.Params().Len() - 1
	if i < last || !s.Variadic() || spread {
		return s.Params().At(min(i, last)).Type()
	}
	if l, ok := s.Params().At(last).Type().(*types.Slice); ok {
		return l.Elem()
	}
	return nil
}

func (w *writer) literal(x *ast.CompositeLit) ast.Expr {
	y := *x
	y.Elts = nil
	for _, e := range x.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok {
			y.Elts = append(y.Elts, w.value(e, w.element(x)))
			continue
		}
		z := *kv
		if w.mapLiteral(x) {
			z.Key = w.expr(kv.Key)
		}
		z.Value = w.value(kv.Value, w.element(x))
		y.Elts = append(y.Elts, &z)
	}
	return &y
}

// element is the type of the elements of a literal, nil for structs.
func (w *writer) element(x *ast.CompositeLit) types.Type {
	switch t := w.info.TypeOf(x).Underlying().(type) {
	case *types.Slice:
		return t.Elem()
	case *types.Array:
		return t.Elem()
	case *types.Map:
		return t.Elem()
	}
	return nil
}
