package calls

import (
	"go/ast"
	"go/types"
)

// copied reports whether the interface of type t that x is put into holds the
// address of a copy, which the compiler makes in turn.
func (o *operands) copied(x ast.Expr, t types.Type) bool {
	from := o.info.TypeOf(x)
	if t == nil || from == nil || !types.IsInterface(t) || types.IsInterface(from) || o.constant(x) || o.addressable(x) {
		return false
	}
	if parameterized(from) {
		return false // its size is not known here
	}
	switch u := sole(from).(type) {
	case *types.Basic:
		return u.Info()&types.IsString == 0 && (sizes.Sizeof(from) == 1 || sizes.Sizeof(from) == 16)
	case *types.Slice:
		return false
	case *types.Struct, *types.Array:
		n := sizes.Sizeof(from)
		return n != 2 && n != 4 && n != 8 || pointers(from)
	}
	return true
}

// addressable reports whether an expression is a variable or a part of one, which
// the compiler needs no copy of.
func (o *operands) addressable(x ast.Expr) bool {
	switch x := x.(type) {
	case *ast.ParenExpr:
		return o.addressable(x.X)
	case *ast.Ident, *ast.StarExpr:
		return true
	case *ast.SelectorExpr:
		s := o.info.Selections[x]
		return s == nil || s.Indirect() || o.addressable(x.X)
	case *ast.IndexExpr:
		switch o.info.TypeOf(x.X).Underlying().(type) {
		case *types.Slice, *types.Pointer:
			return true
		case *types.Array:
			return o.addressable(x.X)
		}
	}
	return false
}

var sizes = types.SizesFor("gc", "amd64")

// sole is the only part of a struct or an array that has only one.
func sole(t types.Type) types.Type {
	switch u := t.Underlying().(type) {
	case *types.Struct:
		if u.NumFields() == 1 {
			return sole(u.Field(0).Type())
		}
	case *types.Array:
		if u.Len() == 1 {
			return sole(u.Elem())
		}
	}
	return t.Underlying()
}

func pointers(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return u.Info()&types.IsString != 0
	case *types.Array:
		return u.Len() > 0 && pointers(u.Elem())
	case *types.Struct:
		for f := range u.Fields() {
			if pointers(f.Type()) {
				return true
			}
		}
		return false
	}
	return true
}

// parameterized reports whether a type has a type parameter in its layout.
func parameterized(t types.Type) bool {
	switch t := types.Unalias(t).(type) {
	case *types.TypeParam:
		return true
	case *types.Named:
		for a := range t.TypeArgs().Types() {
			if parameterized(a) {
				return true
			}
		}
		return parameterized(t.Underlying())
	case *types.Array:
		return parameterized(t.Elem())
	case *types.Struct:
		for f := range t.Fields() {
			if parameterized(f.Type()) {
				return true
			}
		}
	}
	return false
}
