package world

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"

	"github.com/udl-go/lab/kernel/session/internal/cell"
)

// valueMistakes are values that are missing, too many or in the wrong place.
var valueMistakes = []mistake{
	ask(`^assignment mismatch: (\d+) variables? but (.*) returns? (\d+) values?$`, (*Unit).results),
	say(`^multiple-value (\S+?)\(.* \(value of type \((.*), error\)\) in single-value context`, "take the values first: v, err := $1(…)"),
	say(`^multiple-value .* in single-value context`, "take the values first: a, b := …"),
	say(`^(\S+)\(.*\) \(no value\) used as value`, "$1 returns nothing"),
	ask(`^(.+) \((.*)\) is not used$`, (*Unit).unused),
	ask(`^cannot assign to struct field (.+)\.(\S+) in map$`, func(_ *Unit, _ token.Pos, m []string) string {
		return "an element of a map is changed as a whole: v := " + m[1] + "; v." + m[2] + " = …; " + m[1] + " = v"
	}),
	ask(`^cannot assign to (.+) \(neither addressable`, (*Unit).fixedPlace),
	say(`^use of untyped nil in`, "nil alone has no type, as var x []int or var p *int has"),
	ask(`^invalid operation: cannot call (?:non-function )?(\S+) \(`, (*Unit).noFunction),
	say(`must not be negative`, "elements are counted from 0; the last one of x is x[len(x)-1]"),
	say(`index (\d+) out of bounds \[0:(\d+)\]|index (\d+) is out of bounds`, "elements are counted from 0"),
	say(`^assignment mismatch: \d+ variables? but \d+ values?$`, "there are as many values as names"),
	say(`^non-name (\S+) on left side of :=`, "a field or an element takes its value with ="),
	say(`^cannot use _ as value`, "_ takes a value and forgets it"),
	say(`^initialization cycle`, "a value cannot need the name that it is given to; take another name"),
	say(`^no new variables on left side of :=`, "a variable that exists takes a new value with ="),
	say(`^invalid argument: (\S+) \(.*of type u?int.*\) for built-in len`, "a number has no length"),
}

// results explains a call that returns another number of values.
func (u *Unit) results(at token.Pos, m []string) string {
	if m[1] == "1" {
		if call := u.call(at); call != nil && u.now != nil {
			if t, ok := u.now.Info.TypeOf(call.Fun).(*types.Signature); ok && t.Results().Len() == 2 && types.Identical(t.Results().At(1).Type(), types.Universe.Lookup("error").Type()) {
				return "the second value is an error, to be taken as err, or _ to ignore it: v, err := " + nodeText(u.cell, call)
			}
		}
	}
	return "take every value; _ stands for one that is not needed"
}

// call returns the call on the right of the assignment at a position.
func (u *Unit) call(at token.Pos) *ast.CallExpr {
	for _, n := range u.path(at) {
		var values []ast.Expr
		switch n := n.(type) {
		case *ast.AssignStmt:
			values = n.Rhs
		case *ast.ValueSpec:
			values = n.Values
		}
		if len(values) == 1 {
			c, _ := ast.Unparen(values[0]).(*ast.CallExpr)
			return c
		}
	}
	return nil
}

// unused explains an expression that stands as a statement.
func (u *Unit) unused(at token.Pos, m []string) string {
	switch {
	case strings.HasPrefix(m[1], "append("):
		x, _, _ := strings.Cut(strings.TrimPrefix(m[1], "append("), ",")
		return "append returns the longer slice: " + x + " = " + m[1]
	case strings.Contains(m[1], " == "):
		if s, ok := find[*ast.ExprStmt](u, at); ok {
			if b, ok := s.X.(*ast.BinaryExpr); ok && b.Op == token.EQL {
				return "== compares; a value is given with ="
			}
		}
	}
	if s, ok := find[*ast.ExprStmt](u, at); ok && u.now != nil {
		if _, f := types.Unalias(u.now.Info.TypeOf(s.X)).(*types.Signature); f {
			return "a call has (): " + m[1] + "()"
		}
	}
	if !u.top(at) {
		if f, ok := find[*ast.FuncDecl](u, at); ok && f.Type.Results != nil && len(f.Body.List) > 0 && f.Body.List[len(f.Body.List)-1].Pos() == at {
			return "a function gives a value back by return " + m[1]
		}
		return ""
	}
	return "only the last expression of a cell is shown; print others with fmt.Println(" + m[1] + ")"
}

// fixedPlace explains what cannot be assigned to.
func (u *Unit) fixedPlace(at token.Pos, m []string) string {
	x, base, _ := strings.Cut(m[1], "[")
	if base != "" {
		if v, ok := find[*ast.IndexExpr](u, at); ok && u.now != nil {
			if b, ok := u.now.Info.TypeOf(v.X).Underlying().(*types.Basic); ok && b.Info()&types.IsString != 0 {
				return "the bytes of a string are fixed; those of b := []byte(" + x + ") are not"
			}
		}
	}
	if u.constant(m[1]) {
		return m[1] + " is a constant; a var can change"
	}
	if strings.Contains(m[1], "(") {
		return "a result is no variable; keep it in one first"
	}
	return ""
}

// constant reports whether a name is that of a constant.
func (u *Unit) constant(name string) bool {
	if u.Decls != nil {
		if obj := u.Decls.Types.Scope().Lookup(name); obj != nil {
			_, ok := obj.(*types.Const)
			return ok
		}
	}
	b := u.binding(name)
	if b == nil {
		return false
	}
	_, ok := b.obj.(*types.Const)
	return ok
}

// noFunction explains a call of something that is no function.
func (u *Unit) noFunction(_ token.Pos, m []string) string {
	if b := u.binding(m[1]); b != nil && types.Universe.Lookup(m[1]) != nil {
		return m[1] + " is a variable since " + cell.Name(b.cell) + "; it hides Go's own " + m[1]
	}
	if u.own[m[1]] && types.Universe.Lookup(m[1]) != nil {
		return "this cell declares " + m[1] + ", which hides Go's own"
	}
	return ""
}

// statementMistakes are statements in the wrong place or form.
var statementMistakes = []mistake{
	say(`^missing return`, "every way through the function must end with a return"),
	say(`(?s)^too many return values.*want \(\)$`, "a function names what it returns: func f() int { … }"),
	ask(`(?s)^(?:too many|not enough) return values.*want \((.+)\)$`, func(_ *Unit, _ token.Pos, m []string) string { return "the function returns " + m[1] }),
	ask(`^non-boolean condition in (\S+) statement`, (*Unit).condition),
	ask(`^label (\S+) defined and not used`, (*Unit).noLabel),
	say(`^break is not|^continue is not`, "it ends or continues a loop around it, and there is none"),
	say(`^cannot range over \S+ \(.*of type \S*float`, "range counts an integer: for i := range 10"),
	say(`permits only one iteration variable`, "for i := range n counts; there is no second value"),
	say(`^fallthrough statement out of place`, "it ends a case of a switch"),
	say(`^method (\S+) already declared`, "a cell declares a method once; a later cell can declare it again"),
	say(`^missing function body`, "the body begins on the same line: func f() {"),
}

// condition explains if x { }.
func (u *Unit) condition(at token.Pos, _ []string) string {
	var cond ast.Expr
	if s, ok := find[*ast.IfStmt](u, at); ok && s.Cond.Pos() == at {
		cond = s.Cond
	} else if s, ok := find[*ast.ForStmt](u, at); ok && s.Cond != nil && s.Cond.Pos() == at {
		cond = s.Cond
	}
	if cond == nil || u.now == nil {
		return ""
	}
	x := nodeText(u.cell, cond)
	switch t := u.now.Info.TypeOf(cond).Underlying().(type) {
	case *types.Basic:
		switch {
		case t.Info()&types.IsNumeric != 0:
			return "a condition is true or false, as in " + x + " != 0"
		case t.Info()&types.IsString != 0:
			return "a condition is true or false, as in " + x + ` != ""`
		}
	case *types.Slice, *types.Map:
		return "a condition is true or false, as in len(" + x + ") > 0"
	case *types.Pointer, *types.Interface, *types.Chan, *types.Signature:
		return "a condition is true or false, as in " + x + " != nil"
	}
	return ""
}

// noLabel explains a label that no jump needs, which x : int = 3 has.
func (u *Unit) noLabel(at token.Pos, m []string) string {
	if l, ok := find[*ast.LabeledStmt](u, at); ok {
		if v := u.typedLabel(l); v != "" {
			return "a variable with its type is " + v
		}
	}
	return "a label is for break " + m[1] + ", continue " + m[1] + " or goto " + m[1] + "; delete it if there is none"
}

// typedLabel returns the declaration that a label before a type was meant to be.
func (u *Unit) typedLabel(l *ast.LabeledStmt) string {
	var t ast.Expr
	value := ""
	switch s := l.Stmt.(type) {
	case *ast.ExprStmt:
		t = s.X
	case *ast.AssignStmt:
		if s.Tok == token.ASSIGN && len(s.Lhs) == 1 && len(s.Rhs) == 1 {
			t, value = s.Lhs[0], " = "+nodeText(u.cell, s.Rhs[0])
		}
	}
	switch t := t.(type) {
	case *ast.Ident:
		if _, ok := types.Universe.Lookup(t.Name).(*types.TypeName); !ok {
			return ""
		}
	case *ast.ArrayType, *ast.MapType:
	default:
		return ""
	}
	return "var " + l.Label.Name + " " + nodeText(u.cell, t) + value
}
