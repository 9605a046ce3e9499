package world

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// checkBody makes the package with the statements. Whether the last expression
// has a value to show is known when it was tried as one.
func (u *Unit) checkBody() {
	u.order()
	last := u.last()
	if last == nil || u.prints(last.X) {
		u.tryBody(nil)
		return
	}
	before := len(u.errs)
	_, u.Call = ast.Unparen(last.X).(*ast.CallExpr)
	u.tryBody(last)
	for _, e := range u.errs[before:] {
		p := u.world.fset.Position(last.Pos()).Offset
		q := u.world.fset.Position(last.End()).Offset
		if strings.Contains(e.Msg, "(no value) used as value") && p <= e.Pos.Offset && e.Pos.Offset <= q {
			u.errs = u.errs[:before]
			u.tryBody(nil)
			return
		}
	}
	u.shows()
}

// shows notes what the values are that the body shows. They are variables where
// calls in the expression had to come first, so that they are looked for.
func (u *Unit) shows() {
	call := func(n ast.Node) bool {
		c, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		if id, ok := c.Fun.(*ast.Ident); !ok || id.Name != ShowName {
			return true
		}
		u.Shown = nil
		for _, arg := range c.Args {
			switch t := u.Body.Info.TypeOf(arg).(type) {
			case nil:
			case *types.Tuple:
				for v := range t.Variables() {
					u.Shown = append(u.Shown, v.Type())
				}
			default:
				u.Shown = append(u.Shown, t)
			}
		}
		return false
	}
	for _, f := range u.Body.Files {
		ast.Inspect(f, call)
	}
}

// last returns the last statement if it is an expression.
func (u *Unit) last() *ast.ExprStmt {
	items := u.cell.Items
	for i := len(items) - 1; i >= 0; i-- {
		if s := items[i].Stmts; len(s) > 0 {
			x, _ := s[len(s)-1].(*ast.ExprStmt)
			return x
		}
	}
	return nil
}

// prints reports whether an expression is a call of fmt.Print… or Fprint…,
// whose results nobody wants to see.
func (u *Unit) prints(x ast.Expr) bool {
	call, ok := ast.Unparen(x).(*ast.CallExpr)
	if !ok {
		return false
	}
	name := ""
	switch f := ast.Unparen(call.Fun).(type) {
	case *ast.SelectorExpr:
		if id, ok := f.X.(*ast.Ident); ok && u.imported(id.Name) == "fmt" {
			name = f.Sel.Name
		}
	case *ast.Ident:
		for _, p := range slices.Concat(u.world.dots, u.dots) {
			if p == "fmt" {
				name = f.Name
			}
		}
	}
	return strings.HasPrefix(name, "Print") || strings.HasPrefix(name, "Fprint")
}

// imported returns the path of the package that a name stands for in the cell.
func (u *Unit) imported(name string) string {
	if p := u.news[name]; p != "" || u.own[name] {
		return p
	}
	return u.world.imports[name]
}

// tryBody checks the body, with one statement's expression shown.
func (u *Unit) tryBody(show *ast.ExprStmt) {
	at := u.cell.File.Pos(0)
	end := at + token.Pos(u.cell.File.Size())
	body := &ast.BlockStmt{Lbrace: at, Rbrace: end}
	occur := map[string]bool{}
	for _, st := range u.steps {
		for _, s := range st.stmts {
			identNames(occur, s)
			if x, ok := s.(*ast.ExprStmt); ok && x == show {
				s = &ast.ExprStmt{X: &ast.CallExpr{Fun: ident(ShowName, x.Pos()), Lparen: x.Pos(), Args: []ast.Expr{show.X}, Rparen: x.End()}}
			}
			body.List = append(body.List, s)
		}
	}
	if u.main {
		occur["main"] = true
		body.List = append(body.List, callStmt("main", end))
	}
	f := &ast.FuncDecl{Name: ident(BodyName, at), Type: &ast.FuncType{Func: at, Params: &ast.FieldList{Opening: at, Closing: at}}, Body: body}
	pkg := types.NewPackage(pkgPath, "main")
	if u.Decls != nil {
		scope := u.Decls.Types.Scope()
		for name := range occur {
			if obj := scope.Lookup(name); obj != nil {
				pkg.Scope().Insert(obj)
			}
		}
	}
	pkg.Scope().Insert(u.world.prelude.Scope().Lookup(ShowName))
	u.insert(pkg.Scope(), occur, nil) // what is there stays
	u.Body = u.run(pkg, []*ast.File{u.file(occur, []ast.Decl{f})}, nil)
}

// finish gives variables and types that stay what they were the storage and
// the number that they had.
func (u *Unit) finish() {
	w := u.world
	if u.Decls == nil {
		return
	}
	scope := u.Decls.Types.Scope()
	keep := func(name, as string) {
		v, ok := scope.Lookup(as).(*types.Var)
		if old := u.variable(name); ok && old != nil {
			w.storage[v] = w.Global(old)
		}
	}
	for name := range u.own {
		if b := u.binding(name); b != nil && !u.hard[name] {
			keep(name, name)
		}
	}
	for name := range u.deps.vars {
		keep(name, name)
	}
	for old, name := range u.shadows {
		keep(name, old)
	}
	for name := range u.deps.types {
		now, ok := scope.Lookup(name).(*types.TypeName)
		if before, was := u.binding(name).obj.(*types.TypeName); ok && was && !u.broken[name] {
			w.ids[now] = w.Identity(before)
		}
	}
	for _, v := range u.vars {
		for _, id := range v.spec.Names {
			if obj, ok := u.Decls.Info.Defs[id].(*types.Var); ok && id.Name != "_" {
				u.Vars = append(u.Vars, obj)
			}
		}
	}
}
