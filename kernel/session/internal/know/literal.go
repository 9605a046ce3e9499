package know

import (
	"go/ast"
	"go/token"
	"go/types"
)

// literal adds the fields that a composite literal lacks, where the cursor is at
// one, and reports whether nothing else can stand there.
func (c *checked) literal(l *list) (only bool) {
	var e ast.Expr = c.ident
	lit, ok := c.parent(0).(*ast.CompositeLit)
	if kv, isKV := c.parent(0).(*ast.KeyValueExpr); isKV && kv.Key == e {
		e = kv
		lit, ok = c.parent(1).(*ast.CompositeLit)
	}
	if !ok || lit.Type == ast.Expr(c.ident) {
		return false
	}
	t := c.typeOf(lit)
	if t == nil {
		return false
	}
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	s, ok := t.Underlying().(*types.Struct)
	if !ok {
		return false
	}
	set := map[string]bool{}
	for _, x := range lit.Elts {
		kv, ok := x.(*ast.KeyValueExpr)
		if x == e {
			continue
		}
		if !ok {
			return false // values by position
		}
		if id, ok := kv.Key.(*ast.Ident); ok {
			set[id.Name] = true
		}
		only = true
	}
	for v := range s.Fields() {
		if !set[v.Name()] && c.visible(v) {
			l.object(v, field)
		}
	}
	return only || e != ast.Expr(c.ident)
}

// want notes the type that the place of the cursor asks for; depth is how much
// further out the place is than the identifier.
func (c *checked) want(l *list, depth int) {
	var e ast.Expr = c.ident
	if depth > 0 {
		e, _ = c.parent(depth - 1).(ast.Expr)
	}
	switch p := c.parent(depth).(type) {
	case *ast.CallExpr:
		sig, ok := underlying(c.typeOf(p.Fun)).(*types.Signature)
		for i, a := range p.Args {
			if a == e && ok {
				l.want = parameter(sig, i)
			}
		}
	case *ast.AssignStmt:
		for i, r := range p.Rhs {
			if r == e && len(p.Lhs) == len(p.Rhs) && p.Tok != token.DEFINE {
				l.want = c.typeOf(p.Lhs[i])
			}
		}
	case *ast.ValueSpec:
		if p.Type != nil && depth >= 0 && p.Type != e {
			l.want = c.typeOf(p.Type)
		}
	case *ast.BinaryExpr:
		if p.Op != token.SHL && p.Op != token.SHR {
			if p.Y == e {
				l.want = c.typeOf(p.X)
			} else {
				l.want = c.typeOf(p.Y)
			}
		}
	case *ast.SendStmt:
		if ch, ok := underlying(c.typeOf(p.Chan)).(*types.Chan); ok && p.Value == e {
			l.want = ch.Elem()
		}
	case *ast.CaseClause:
		if s, ok := c.parent(depth + 2).(*ast.SwitchStmt); ok && s.Tag != nil {
			l.want = c.typeOf(s.Tag)
		}
	case *ast.KeyValueExpr:
		c.wantOfField(l, p, e, depth)
	case *ast.ReturnStmt:
		c.wantOfResult(l, p, e)
	}
	if b, ok := l.want.(*types.Basic); ok && b.Info()&types.IsUntyped != 0 {
		l.want = types.Default(b)
	}
}

func underlying(t types.Type) types.Type {
	if t == nil {
		return nil
	}
	return t.Underlying()
}

// parameter is the type of the i-th argument.
func parameter(sig *types.Signature, i int) types.Type {
	n := sig.Params().Len()
	if sig.Variadic() && i >= n-1 {
		return sig.Params().At(n - 1).Type().(*types.Slice).Elem()
	}
	if i < n {
		return sig.Params().At(i).Type()
	}
	return nil
}

func (c *checked) wantOfField(l *list, kv *ast.KeyValueExpr, e ast.Expr, depth int) {
	lit, ok := c.parent(depth + 1).(*ast.CompositeLit)
	if !ok || kv.Value != e {
		return
	}
	t := c.typeOf(lit)
	if t == nil {
		return
	}
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	switch t := t.Underlying().(type) {
	case *types.Struct:
		for v := range t.Fields() {
			if id, ok := kv.Key.(*ast.Ident); ok && v.Name() == id.Name {
				l.want = v.Type()
			}
		}
	case *types.Map:
		l.want = t.Elem()
	}
}

func (c *checked) wantOfResult(l *list, r *ast.ReturnStmt, e ast.Expr) {
	for i := len(c.path) - 1; i >= 0; i-- {
		var sig *types.Signature
		switch n := c.path[i].(type) {
		case *ast.FuncLit:
			sig, _ = c.typeOf(n).(*types.Signature)
		case *ast.FuncDecl:
			if f, ok := c.info.Defs[n.Name].(*types.Func); ok {
				sig = f.Signature()
			}
		default:
			continue
		}
		for j, x := range r.Results {
			if sig != nil && x == e && j < sig.Results().Len() {
				l.want = sig.Results().At(j).Type()
			}
		}
		return
	}
}
