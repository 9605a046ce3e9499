package world

import (
	"go/ast"
	"go/types"
)

// order lets a var run before what stands above it if that is a var, or an
// init, that needs it, also by way of functions: as Go initializes a package.
// An init runs before the statements, unless it needs what one of them
// defines, and before it all variables that need no such thing either: an
// interface may hide what an init needs. All others keep their places.
func (u *Unit) order() {
	if u.Decls == nil || len(u.errs) > 0 {
		return
	}
	by := map[string]int{} // the step that gives a variable its value
	defined := map[string]bool{}
	for i := len(u.vars) - 1; i >= 0; i-- {
		v := u.vars[i]
		for _, id := range v.spec.Names {
			if v.def {
				defined[id.Name] = true
			} else {
				by[id.Name] = v.step
			}
		}
	}
	var out []step
	done := make([]bool, len(u.steps))
	var put func(i int)
	put = func(i int) {
		if done[i] {
			return
		}
		done[i] = true
		_, init := u.steps[i].node.(*ast.FuncDecl)
		if u.steps[i].hoist || init {
			for _, name := range u.needs(u.steps[i].node) {
				if j, ok := by[name]; ok {
					put(j)
				}
			}
		}
		out = append(out, u.steps[i])
	}
	var vars, inits []int
	for i, st := range u.steps {
		if _, init := st.node.(*ast.FuncDecl); !init && !st.hoist || u.waits(i, by, defined, map[int]bool{}) {
			continue
		} else if init {
			inits = append(inits, i)
		} else {
			vars = append(vars, i)
		}
	}
	if len(inits) > 0 {
		for _, i := range append(vars, inits...) {
			put(i)
		}
	}
	for i := range u.steps {
		put(i)
	}
	u.early()
	u.steps = out
}

// waits reports whether a step needs a variable that a statement defines, be it
// by way of other variables.
func (u *Unit) waits(i int, by map[string]int, defined map[string]bool, seen map[int]bool) bool {
	seen[i] = true
	for _, name := range u.needs(u.steps[i].node) {
		if j, ok := by[name]; defined[name] || ok && !seen[j] && u.waits(j, by, defined, seen) {
			return true
		}
	}
	return false
}

// needs lists the names of this cell that a node uses, through functions too.
func (u *Unit) needs(n ast.Node) (names []string) {
	if u.funcs == nil {
		u.funcs = map[types.Object]ast.Node{}
		for _, d := range u.defs {
			if f, ok := d.decl.(*ast.FuncDecl); ok {
				u.funcs[u.Decls.Info.Defs[f.Name]] = f
			}
		}
	}
	seen := map[string]bool{}
	visited := map[ast.Node]bool{}
	var walk func(n ast.Node)
	walk = func(n ast.Node) {
		ast.Inspect(n, func(n ast.Node) bool {
			id, ok := n.(*ast.Ident)
			if !ok {
				return true
			}
			obj := u.Decls.Info.Uses[id]
			if f, ok := obj.(*types.Func); ok {
				obj = f.Origin() // of the method of an instance
			}
			if f := u.funcs[obj]; obj != nil && f != nil && !visited[f] {
				visited[f] = true
				walk(f)
			}
			if name := sessionName(obj); name != "" && !seen[name] {
				seen[name] = true
				names = append(names, name)
			}
			return true
		})
	}
	walk(n)
	return names
}

// early refuses the use of a new variable above its :=, as Go does.
func (u *Unit) early() {
	below := map[string]*ast.Ident{}
	step := map[string]int{}
	for _, v := range u.vars {
		for _, id := range v.spec.Names {
			if b := u.binding(id.Name); v.def && id.Name != "_" && (b == nil || u.hard[id.Name]) {
				below[id.Name], step[id.Name] = id, v.step
			}
		}
	}
	if len(below) == 0 {
		return
	}
	for i, st := range u.steps {
		u.earlyIn(st.node, func(name string) *ast.Ident {
			if i < step[name] {
				return below[name]
			}
			return nil
		})
	}
}

// earlyIn looks for names outside of function literals that are declared below.
// The parser has resolved what is local.
func (u *Unit) earlyIn(n ast.Node, below func(name string) *ast.Ident) {
	skip := map[*ast.Ident]bool{}
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit, *ast.FuncDecl:
			return false
		case *ast.SelectorExpr:
			skip[n.Sel] = true
		case *ast.KeyValueExpr:
			if id, ok := n.Key.(*ast.Ident); ok {
				skip[id] = true
			}
		case *ast.Ident:
			if d := below(n.Name); d != nil && n != d && n.Obj == nil && !skip[n] {
				u.fail(n, "undefined: "+n.Name, n.Name+" is declared below, at "+u.world.fset.Position(d.Pos()).String())
			}
		}
		return true
	})
}
