package world

import (
	"fmt"
	"go/ast"
	"go/token"

	"github.com/udl-go/lab/kernel/session/internal/cell"
)

// gather sorts a cell into declarations and the steps of its body.
func (u *Unit) gather() {
	if u.reserves(); len(u.errs) > 0 {
		return
	}
	for _, spec := range u.cell.Imports {
		u.gatherImport(spec)
	}
	for _, it := range u.cell.Items {
		if it.Decl != nil {
			u.gatherDecl(it.Decl)
			continue
		}
		for _, s := range it.Stmts {
			u.gatherStmt(s, it.Free)
		}
	}
	u.jumps()
	for _, d := range u.defs {
		for _, name := range d.names {
			u.own[name] = true
		}
	}
	for name := range u.own {
		if u.news[name] == "" {
			continue
		}
		if u.hidden[name+oldSuffix] != "" {
			delete(u.news, name) // url := url.Parse(s)
		} else if spec := u.specs[name]; spec != nil {
			u.fail(spec, name+" redeclared in this block", "the cell declares and imports "+name)
		}
	}
}

func (u *Unit) gatherDecl(d ast.Decl) {
	f, ok := d.(*ast.FuncDecl)
	if ok && f.Body == nil {
		u.fail(f.Name, "missing function body", "")
		return
	}
	if ok && f.Recv == nil && f.Name.Name == "init" {
		switch t := f.Type; {
		case t.TypeParams != nil:
			u.fail(f.Name, "func init must have no type parameters", "")
			return
		case t.Params.NumFields()+t.Results.NumFields() > 0:
			u.fail(f.Name, "func init must have no arguments and no return values", "")
			return
		}
		g := *f
		g.Name = &ast.Ident{NamePos: f.Name.NamePos, Name: fmt.Sprintf("init__%d", len(u.inits)+1)}
		u.inits = append(u.inits, &g)
		u.steps = append(u.steps, step{stmts: []ast.Stmt{callStmt(g.Name.Name, f.Name.Pos())}, node: &g})
		return
	}
	if ok && f.Recv == nil && f.Name.Name == "main" {
		u.main = true
	}
	def := newDef(u.Number, d)
	def.text = nodeText(u.cell, d)
	u.defs = append(u.defs, def)
}

// gatherStmt adds a statement to the body; variables become the session's.
func (u *Unit) gatherStmt(s ast.Stmt, free []*ast.Ident) {
	switch x := s.(type) {
	case *ast.DeclStmt:
		if g, ok := x.Decl.(*ast.GenDecl); ok && g.Tok == token.VAR {
			for _, spec := range g.Specs {
				u.gatherVar(spec.(*ast.ValueSpec), free)
			}
			return
		}
	case *ast.AssignStmt:
		if x.Tok == token.DEFINE {
			u.gatherDefine(x, free)
			return
		}
	case *ast.LabeledStmt:
		if a, ok := x.Stmt.(*ast.AssignStmt); ok && a.Tok == token.DEFINE {
			u.gatherDefine(a, free)
			last := &u.steps[len(u.steps)-1]
			last.stmts = []ast.Stmt{&ast.LabeledStmt{Label: x.Label, Colon: x.Colon, Stmt: last.stmts[0]}}
			return
		}
	}
	u.steps = append(u.steps, step{stmts: []ast.Stmt{s}, node: s})
}

// gatherVar declares the names of a var and makes its values an assignment.
func (u *Unit) gatherVar(spec *ast.ValueSpec, free []*ast.Ident) {
	u.shadow(spec.Names, spec.Values, free)
	st := step{node: spec, hoist: true}
	names := 0
	for _, id := range spec.Names {
		if id.Name != "_" {
			names++
		}
	}
	switch {
	case names == 0: // var _ I = T{}
		g := &ast.GenDecl{TokPos: spec.Pos(), Tok: token.VAR, Specs: []ast.Spec{spec}}
		st.stmts = []ast.Stmt{&ast.DeclStmt{Decl: g}}
	case len(spec.Values) == 0:
		st.stmts = []ast.Stmt{zero(spec)}
	default:
		st.stmts = []ast.Stmt{assign(spec.Names, spec.Values, spec.Pos())}
	}
	if names > 0 {
		u.addVar(&varDecl{spec: spec, step: len(u.steps)})
		for _, id := range spec.Names {
			u.own[id.Name] = true
		}
	}
	delete(u.own, "_")
	u.steps = append(u.steps, st)
}

// gatherDefine declares the new names of a := and makes it an assignment.
func (u *Unit) gatherDefine(a *ast.AssignStmt, free []*ast.Ident) {
	spec := &ast.ValueSpec{Values: a.Rhs}
	fresh := false
	seen := map[string]bool{}
	var names []*ast.Ident
	for _, l := range a.Lhs {
		id, ok := l.(*ast.Ident)
		if !ok {
			u.fail(l, fmt.Sprintf("non-name %s on left side of :=", nodeText(u.cell, l)), "")
			return
		}
		if seen[id.Name] {
			u.fail(id, id.Name+" repeated on left side of :=", "every value is given to a name of its own, or to _")
			return
		}
		seen[id.Name] = id.Name != "_"
		names = append(names, id)
		if id.Name == "_" || u.own[id.Name] && u.declaredVar(id.Name) {
			id = &ast.Ident{NamePos: id.NamePos, Name: "_"}
		} else {
			fresh = true
		}
		spec.Names = append(spec.Names, id)
	}
	if n, m := len(a.Lhs), len(a.Rhs); n != m && m != 1 {
		u.fail(a, fmt.Sprintf("assignment mismatch: %s but %s", count(n, "variable"), count(m, "value")), "")
		return
	}
	if !fresh {
		const msg = "no new variables on left side of :="
		u.errs = append(u.errs, cell.Error{Pos: u.world.fset.Position(a.TokPos), Msg: msg, Hint: u.hint(a.TokPos, msg)})
		return
	}
	u.shadow(spec.Names, a.Rhs, free)
	u.addVar(&varDecl{spec: spec, step: len(u.steps), def: true, stmt: a})
	for _, id := range spec.Names {
		if id.Name != "_" {
			u.own[id.Name] = true
		}
	}
	st := assign(names, a.Rhs, a.Pos())
	st.TokPos = a.TokPos
	u.steps = append(u.steps, step{stmts: []ast.Stmt{st}, node: a})
}

// foreignReceivers refuses methods of what a dot import names.
func (u *Unit) foreignReceivers() {
	for _, m := range u.defs {
		if m.recv != "" && !u.own[m.recv] && u.binding(m.recv) == nil && u.dotted(m.recv) != nil {
			u.fail(m.decl.(*ast.FuncDecl).Recv.List[0].Type, "cannot define new methods on non-local type "+m.recv, "")
		}
	}
}

// declaredVar reports whether a variable of the cell has the name already.
func (u *Unit) declaredVar(name string) bool { return u.varNames[name] }

func (u *Unit) addVar(v *varDecl) {
	u.vars = append(u.vars, v)
	for _, id := range v.spec.Names {
		u.varNames[id.Name] = true
	}
}

func count(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return fmt.Sprintf("%d %s", n, what)
}
