package world

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strconv"
)

// typeExpr writes a variable's type in terms of the names of this cell, so that
// a type which is compiled again is replaced in it. What does not change is
// inserted whole under a name of its own.
func (u *Unit) typeExpr(t types.Type, d *dependents, at token.Pos, fixed map[string]types.Type) ast.Expr {
	e := func(t types.Type) ast.Expr { return u.typeExpr(t, d, at, fixed) }
	changes := false
	for _, tn := range mentions(t) {
		changes = changes || u.follows(tn, d)
	}
	if !changes {
		name := fmt.Sprintf("type__%d", len(fixed)+1)
		fixed[name] = t
		return ident(name, at)
	}
	switch t := t.(type) {
	case *types.Alias:
		if !u.follows(t.Obj(), d) {
			return e(types.Unalias(t))
		}
		return u.namedExpr(t.Obj(), t.TypeArgs(), d, at, fixed)
	case *types.Named:
		return u.namedExpr(t.Obj(), t.TypeArgs(), d, at, fixed)
	case *types.Pointer:
		return &ast.StarExpr{Star: at, X: e(t.Elem())}
	case *types.Slice:
		return &ast.ArrayType{Lbrack: at, Elt: e(t.Elem())}
	case *types.Array:
		n := &ast.BasicLit{ValuePos: at, Kind: token.INT, Value: strconv.FormatInt(t.Len(), 10)}
		return &ast.ArrayType{Lbrack: at, Len: n, Elt: e(t.Elem())}
	case *types.Map:
		return &ast.MapType{Map: at, Key: e(t.Key()), Value: e(t.Elem())}
	case *types.Chan:
		dir := map[types.ChanDir]ast.ChanDir{types.SendRecv: ast.SEND | ast.RECV, types.SendOnly: ast.SEND, types.RecvOnly: ast.RECV}
		return &ast.ChanType{Begin: at, Dir: dir[t.Dir()], Value: e(t.Elem())}
	case *types.Signature:
		return funcExpr(t, at, e)
	case *types.Struct:
		return structExpr(t, at, e)
	case *types.Interface:
		return interfaceExpr(t, at, e)
	}
	name := fmt.Sprintf("type__%d", len(fixed)+1)
	fixed[name] = t
	return ident(name, at)
}

// namedExpr writes a named type; its own name may stay while its arguments change.
func (u *Unit) namedExpr(tn *types.TypeName, args *types.TypeList, d *dependents, at token.Pos, fixed map[string]types.Type) ast.Expr {
	var x ast.Expr = ident(tn.Name(), at)
	if !u.follows(tn, d) {
		name := fmt.Sprintf("type__%d", len(fixed)+1)
		fixed[name] = tn.Type()
		x = ident(name, at)
	}
	if args.Len() == 0 {
		return x
	}
	list := &ast.IndexListExpr{X: x, Lbrack: at, Rbrack: at}
	for t := range args.Types() {
		list.Indices = append(list.Indices, u.typeExpr(t, d, at, fixed))
	}
	return list
}

func funcExpr(t *types.Signature, at token.Pos, e func(types.Type) ast.Expr) *ast.FuncType {
	f := &ast.FuncType{Func: at, Params: &ast.FieldList{Opening: at, Closing: at}}
	for i := range t.Params().Len() {
		p := t.Params().At(i).Type()
		if s, ok := p.(*types.Slice); ok && t.Variadic() && i == t.Params().Len()-1 {
			f.Params.List = append(f.Params.List, &ast.Field{Type: &ast.Ellipsis{Ellipsis: at, Elt: e(s.Elem())}})
			continue
		}
		f.Params.List = append(f.Params.List, &ast.Field{Type: e(p)})
	}
	if t.Results().Len() > 0 {
		f.Results = &ast.FieldList{Opening: at, Closing: at}
		for r := range t.Results().Variables() {
			f.Results.List = append(f.Results.List, &ast.Field{Type: e(r.Type())})
		}
	}
	return f
}

func structExpr(t *types.Struct, at token.Pos, e func(types.Type) ast.Expr) *ast.StructType {
	s := &ast.StructType{Struct: at, Fields: &ast.FieldList{Opening: at, Closing: at}}
	for i := range t.NumFields() {
		f := &ast.Field{Type: e(t.Field(i).Type())}
		if !t.Field(i).Embedded() {
			f.Names = []*ast.Ident{ident(t.Field(i).Name(), at)}
		}
		if tag := t.Tag(i); tag != "" {
			f.Tag = &ast.BasicLit{ValuePos: at, Kind: token.STRING, Value: strconv.Quote(tag)}
		}
		s.Fields.List = append(s.Fields.List, f)
	}
	return s
}

func interfaceExpr(t *types.Interface, at token.Pos, e func(types.Type) ast.Expr) *ast.InterfaceType {
	i := &ast.InterfaceType{Interface: at, Methods: &ast.FieldList{Opening: at, Closing: at}}
	for m := range t.ExplicitMethods() {
		f := &ast.Field{Names: []*ast.Ident{ident(m.Name(), at)}, Type: funcExpr(m.Signature(), at, e)}
		i.Methods.List = append(i.Methods.List, f)
	}
	for t := range t.EmbeddedTypes() {
		i.Methods.List = append(i.Methods.List, &ast.Field{Type: e(t)})
	}
	return i
}
