package world

import (
	"go/ast"
	"go/token"
	"go/types"
)

// operation returns the operator and the operands of the operation at a position
// that a message writes down.
func (u *Unit) operation(at token.Pos, text string) (op token.Token, x, y ast.Expr) {
	for _, n := range u.path(at) {
		switch n := n.(type) {
		case *ast.BinaryExpr:
			if types.ExprString(n) == text {
				return n.Op, n.X, n.Y
			}
		case *ast.AssignStmt:
			if len(n.Lhs) == 1 && len(n.Rhs) == 1 && types.ExprString(n.Lhs[0])+" "+n.Tok.String()+" "+types.ExprString(n.Rhs[0]) == text {
				return n.Tok, n.Lhs[0], n.Rhs[0]
			}
		}
	}
	return token.ILLEGAL, nil, nil
}

// mismatched explains an operation on two types.
func (u *Unit) mismatched(at token.Pos, m []string) string {
	op, x, y := u.operation(at, m[1])
	a, b := m[3], m[5]
	if x != nil {
		if h := u.indexed(at, a, b, x, y); h != "" {
			return h
		}
	}
	switch {
	case op == token.MUL && a == "string" && b == "int":
		return "a text is repeated by strings.Repeat(" + nodeText(u.cell, x) + ", " + nodeText(u.cell, y) + ")"
	case op == token.MUL && a == "int" && b == "string":
		return "a text is repeated by strings.Repeat(" + nodeText(u.cell, y) + ", " + nodeText(u.cell, x) + ")"
	case a == "bool" && isNumeric(b):
		return u.truth(op, x, y)
	case b == "bool" && isNumeric(a):
		return u.truth(op, y, x)
	}
	return meeting(op, a, b, m[2] == "", m[4] == "")
}

func isNumeric(name string) bool { return numeric.MatchString(name) || name == "float" }

// truth explains a bool that meets a number.
func (u *Unit) truth(op token.Token, x, y ast.Expr) string {
	if c, ok := ast.Unparen(x).(*ast.BinaryExpr); ok && isComparison(c.Op) {
		switch {
		case op == token.LOR || op == token.LAND:
			return "each side of " + op.String() + " is a condition, as in x == 1 " + op.String() + " x == 2"
		case isComparison(op) && c == x:
			return "comparisons are joined by &&, as in 1 < x && x < 3"
		}
		return ""
	}
	lit, ok := y.(*ast.BasicLit)
	if !ok || op != token.EQL && op != token.NEQ {
		return ""
	}
	text := nodeText(u.cell, x)
	switch lit.Value {
	case "1":
	case "0":
		op = map[token.Token]token.Token{token.EQL: token.NEQ, token.NEQ: token.EQL}[op]
	default:
		return ""
	}
	if op == token.NEQ {
		return "a bool is a condition itself: !" + text
	}
	return "a bool is a condition itself: " + text
}

func isComparison(op token.Token) bool {
	switch op {
	case token.EQL, token.NEQ, token.LSS, token.LEQ, token.GTR, token.GEQ:
		return true
	}
	return false
}
