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
		t = c.keyOf(lit)
	}
	if p, ok := underlying(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	s, ok := underlying(t).(*types.Struct)
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

// keyOf is the type of a literal that will be a key of a map once its value is
// there, of which the checker does not know yet.
func (c *checked) keyOf(lit *ast.CompositeLit) types.Type {
	for i, n := range c.path {
		if n != ast.Node(lit) || i == 0 {
			continue
		}
		if outer, ok := c.path[i-1].(*ast.CompositeLit); ok {
			if m, ok := underlying(c.typeOf(outer)).(*types.Map); ok {
				return m.Key()
			}
		}
	}
	return nil
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
			switch {
			case a != e:
			case c.builtin(p.Fun) != "":
				l.want = c.wantOfBuiltin(c.builtin(p.Fun), p.Args, i)
			case ok:
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

// builtin is the name of the builtin function that an expression is, or "".
func (c *checked) builtin(e ast.Expr) string {
	if id, ok := e.(*ast.Ident); ok {
		if _, ok := types.Universe.Lookup(id.Name).(*types.Builtin); ok && (c.info.Uses[id] == nil || c.info.Uses[id].Parent() == types.Universe) {
			return id.Name
		}
	}
	return ""
}

// wantOfBuiltin is the type of the i-th argument that goes with the first.
func (c *checked) wantOfBuiltin(name string, args []ast.Expr, i int) types.Type {
	if i == 0 {
		return nil
	}
	switch first := c.typeOf(args[0]); t := underlying(first).(type) {
	case *types.Slice:
		switch name {
		case "append":
			return t.Elem()
		case "copy":
			return first
		}
	case *types.Map:
		if name == "delete" {
			return t.Key()
		}
	case *types.Basic:
		if name == "min" || name == "max" {
			return first
		}
	}
	return nil
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
