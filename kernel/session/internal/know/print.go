package know

import (
	"fmt"
	"go/types"
	"strings"
)

// qualifier names packages as a cell does, and names of cells alone.
func qualifier(p *types.Package) string {
	if p.Path() == "main" {
		return ""
	}
	return p.Name()
}

// maxShort bounds a signature in a list of matches.
const maxShort = 120

// short is a type in one line.
func short(t types.Type) string {
	if t == nil || t == types.Typ[types.Invalid] {
		return ""
	}
	s := types.TypeString(t, qualifier)
	if r := []rune(s); len(r) > maxShort {
		s = string(r[:maxShort-1]) + "…"
	}
	return s
}

// declaration is how an object is declared, in Go.
func declaration(obj types.Object, owner types.Type) string {
	switch obj := obj.(type) {
	case *types.PkgName:
		return "package " + obj.Imported().Name() + " // import " + fmt.Sprintf("%q", obj.Imported().Path())
	case *types.Const:
		return "const " + name(obj) + " " + types.TypeString(obj.Type(), qualifier) + " = " + obj.Val().String()
	case *types.TypeName:
		return typeDeclaration(obj)
	case *types.Func:
		return "func " + receiver(obj) + name(obj) + strings.TrimPrefix(types.TypeString(obj.Type(), qualifier), "func")
	case *types.Var:
		if obj.IsField() {
			of := ""
			if owner != nil {
				of = " // field of " + types.TypeString(owner, qualifier)
			}
			return obj.Name() + " " + types.TypeString(obj.Type(), qualifier) + of
		}
		return "var " + name(obj) + " " + types.TypeString(obj.Type(), qualifier)
	case *types.Builtin:
		return "func " + builtins[obj.Name()]
	case *types.Nil:
		return "var nil"
	}
	return types.ObjectString(obj, qualifier)
}

// name is an object's name, with that of its package.
func name(obj types.Object) string {
	if f, ok := obj.(*types.Func); ok && f.Signature().Recv() != nil || obj.Pkg() == nil || obj.Parent() != obj.Pkg().Scope() {
		return obj.Name()
	}
	if q := qualifier(obj.Pkg()); q != "" {
		return q + "." + obj.Name()
	}
	return obj.Name()
}

func receiver(f *types.Func) string {
	if recv := f.Signature().Recv(); recv != nil {
		return "(" + types.TypeString(recv.Type(), qualifier) + ") "
	}
	return ""
}

// typeDeclaration is a type with its fields or methods, a line each.
func typeDeclaration(obj *types.TypeName) string {
	head := "type " + name(obj)
	if obj.IsAlias() {
		return head + " = " + types.TypeString(types.Unalias(obj.Type()), qualifier)
	}
	n, ok := obj.Type().(*types.Named)
	if !ok {
		return head + " // predeclared"
	}
	if list := n.TypeParams(); list.Len() > 0 {
		var params []string
		for p := range list.TypeParams() {
			params = append(params, p.Obj().Name()+" "+types.TypeString(p.Constraint(), qualifier))
		}
		head += "[" + strings.Join(params, ", ") + "]"
	}
	var lines []string
	kind := ""
	switch u := n.Underlying().(type) {
	case *types.Struct:
		kind = "struct"
		hidden := 0
		for v := range u.Fields() {
			switch {
			case !v.Exported() && v.Pkg() != nil && v.Pkg().Path() != "main":
				hidden++
			case v.Embedded():
				lines = append(lines, types.TypeString(v.Type(), qualifier))
			default:
				lines = append(lines, v.Name()+" "+types.TypeString(v.Type(), qualifier))
			}
		}
		if hidden > 0 {
			lines = append(lines, "// unexported fields")
		}
	case *types.Interface:
		kind = "interface"
		for m := range u.ExplicitMethods() {
			lines = append(lines, m.Name()+strings.TrimPrefix(types.TypeString(m.Type(), qualifier), "func"))
		}
		for e := range u.EmbeddedTypes() {
			lines = append(lines, types.TypeString(e, qualifier))
		}
	default:
		return head + " " + types.TypeString(u, qualifier)
	}
	if len(lines) == 0 {
		return head + " " + kind + "{}"
	}
	return head + " " + kind + " {\n\t" + strings.Join(lines, "\n\t") + "\n}"
}

// builtins are the functions that Go declares itself, as its specification writes
// them.
var builtins = map[string]string{
	"append": "append(s S, values ...E) S // S is a slice of E", "cap": "cap(v) int", "clear": "clear(t) // a map or a slice",
	"close": "close(c chan<- T)", "complex": "complex(r, i float) complex", "copy": "copy(dst, src []T) int",
	"delete": "delete(m map[K]V, key K)", "imag": "imag(c complex) float", "len": "len(v) int",
	"make": "make(T, sizes ...int) T // a slice, a map or a channel", "max": "max(x T, y ...T) T", "min": "min(x T, y ...T) T",
	"new": "new(T or value) *T", "panic": "panic(v any)", "print": "print(args ...T)", "println": "println(args ...T)",
	"real": "real(c complex) float", "recover": "recover() any",
}
