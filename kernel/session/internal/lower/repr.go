package lower

import (
	"fmt"
	"go/types"
	"strings"
)

// repr knows the interpreter's type of every Go type.
type repr struct {
	p       *Program
	ids     map[string]int // canonical key → id
	types   map[int]types.Type
	structs map[string]string // key of a session struct → T12
	texts   map[types.Type]string
	aliases map[string]string
	used    map[string]bool
	objects map[*types.TypeName]int
	groups  recursion
}

func newRepr(p *Program) *repr {
	r := &repr{
		p: p, ids: map[string]int{}, types: map[int]types.Type{}, structs: map[string]string{},
		texts: map[types.Type]string{}, aliases: map[string]string{}, used: map[string]bool{},
		objects: map[*types.TypeName]int{},
	}
	r.groups = newRecursion(r)
	return r
}

// id is the number of a type, the same for identical types.
func (r *repr) id(t types.Type) int {
	k := r.key(t)
	if n, ok := r.ids[k]; ok {
		return n
	}
	n := len(r.ids) + 1
	r.ids[k] = n
	r.types[n] = t
	return n
}

// identity asks the world, and numbers by object what it does not know.
func (r *repr) identity(obj *types.TypeName) int {
	if n := r.p.world.Identity(obj); n != 0 {
		return n
	}
	if r.objects[obj] == 0 {
		r.objects[obj] = -1 - len(r.objects)
	}
	return r.objects[obj]
}

// compiled reports whether a package is imported rather than written in cells.
func (r *repr) compiled(pkg *types.Package) bool {
	return pkg != nil && pkg.Path() != "main"
}

// alias is the name under which the session imports a package.
func (r *repr) alias(pkg *types.Package) string { return r.aliasPath(pkg.Path(), pkg.Name()) }

func (r *repr) aliasPath(path, name string) string {
	a, ok := r.aliases[path]
	for n := 0; !ok; n++ {
		a = name + "__"
		if n > 0 {
			a = fmt.Sprintf("%s%d__", name, n)
		}
		if !r.used[a] {
			r.used[a], r.aliases[path], ok = true, a, true
		}
	}
	r.p.out.imports[path] = a
	return a
}

// native reports whether t is a compiled named type the interpreter has.
func (r *repr) native(t types.Type) bool {
	n, ok := types.Unalias(t).(*types.Named)
	return ok && n.TypeArgs().Len() == 0 &&
		(n.Obj().Pkg() == nil || r.compiled(n.Obj().Pkg()) && n.Obj().Exported() && n.Obj().Parent() == n.Obj().Pkg().Scope())
}

// nativeInterface reports whether t is an interface value the interpreter
// holds as itself: a named compiled interface with methods.
func (r *repr) nativeInterface(t types.Type) bool {
	i, ok := t.Underlying().(*types.Interface)
	return ok && i.NumMethods() > 0 && r.native(t)
}

// of is the interpreter's type of t.
func (r *repr) of(t types.Type) string {
	t = types.Unalias(t)
	if n, ok := t.(*types.Named); ok && isDeferStack(n) {
		return "*rt__.Defers"
	}
	switch t := t.(type) {
	case *types.Basic:
		return r.basic(t)
	case *types.Named:
		return r.named(t)
	case *types.Interface:
		return "any"
	}
	if r.groups.opaque(t) {
		return "any"
	}
	return r.raw(t)
}

// isDeferStack recognizes the SSA form's own type of a list of deferred calls.
func isDeferStack(t *types.Named) bool {
	return strings.HasSuffix(t.String(), "$ssa.deferStack")
}

func (r *repr) basic(t *types.Basic) string {
	if t.Kind() == types.UnsafePointer {
		refuse("unsafe.Pointer is not available")
	}
	if t.Info()&types.IsUntyped != 0 {
		return types.Default(t).(*types.Basic).Name()
	}
	return t.Name()
}

func (r *repr) named(t *types.Named) string {
	if types.IsInterface(t) {
		if !r.nativeInterface(t) {
			return "any"
		}
		if t.Obj().Pkg() == nil {
			return t.Obj().Name()
		}
	}
	if r.native(t) && t.Obj().Pkg() != nil {
		return r.alias(t.Obj().Pkg()) + "." + t.Obj().Name()
	}
	if r.groups.selfish(t) || r.foreign(t) {
		return "any"
	}
	if s, ok := t.Underlying().(*types.Struct); ok {
		return r.structName(t, s)
	}
	return r.of(t.Underlying())
}

// structName declares the struct of a type at first use. Types that convert to
// each other, as do pointers to them, are one type of the interpreter.
func (r *repr) structName(t types.Type, s *types.Struct) string {
	k := r.key(t)
	if n, ok := r.structs[k]; ok {
		return n
	}
	if owner := r.owner(s); owner != nil {
		n := r.named(owner)
		remember(r.p, r.structs, k, n)
		return n
	}
	n := fmt.Sprintf("T%d__", r.id(t))
	remember(r.p, r.structs, k, n)
	before := r.p.out.types.Len()
	body := r.structText(s)
	if strings.Contains(r.p.out.types.String()[before:], n) {
		fmt.Fprintf(&r.p.out.types, "type %s %s\n", n, body)
		return n
	}
	one, ok := r.structs[body]
	switch {
	case s.NumFields() == 0:
		one = body // the struct{} of compiled packages
	case !ok:
		one = n
		fmt.Fprintf(&r.p.out.types, "type %s %s\n", n, body)
		remember(r.p, r.structs, body, n)
	}
	r.structs[k] = one
	return one
}

// raw is the type of a composite, its elements represented.
func (r *repr) raw(t types.Type) string {
	switch t := types.Unalias(t).(type) {
	case *types.Named:
		return r.raw(t.Underlying())
	case *types.Pointer:
		return "*" + r.of(t.Elem())
	case *types.Slice:
		return "[]" + r.of(t.Elem())
	case *types.Array:
		return fmt.Sprintf("[%d]%s", t.Len(), r.of(t.Elem()))
	case *types.Map:
		return "map[" + r.of(t.Key()) + "]" + r.of(t.Elem())
	case *types.Chan:
		return [...]string{"chan ", "chan<- ", "<-chan "}[t.Dir()] + paren(r.of(t.Elem()), "<-")
	case *types.Signature:
		return "func" + r.signature(t, nil)
	case *types.Struct:
		return r.structName(t, t)
	}
	return r.of(t)
}

func paren(s, prefix string) string {
	if strings.HasPrefix(s, prefix) {
		return "(" + s + ")"
	}
	return s
}

// signature is the parameter list and results of a function type; name, when
// given, names parameter i.
func (r *repr) signature(s *types.Signature, first []string) string {
	parts := append([]string{}, first...)
	for i := range s.Params().Len() {
		t := s.Params().At(i).Type()
		if s.Variadic() && i == s.Params().Len()-1 {
			if sl, ok := t.Underlying().(*types.Slice); ok {
				parts = append(parts, "..."+r.of(sl.Elem()))
				continue
			}
		}
		parts = append(parts, r.of(t))
	}
	return "(" + strings.Join(parts, ", ") + ")" + r.results(s.Results())
}

func (r *repr) results(t *types.Tuple) string {
	parts := make([]string, t.Len())
	for i := range parts {
		parts[i] = r.of(t.At(i).Type())
	}
	switch len(parts) {
	case 0:
		return ""
	case 1:
		return " " + parts[0]
	}
	return " (" + strings.Join(parts, ", ") + ")"
}

// structText leaves the tags out: types that differ in them convert too.
func (r *repr) structText(s *types.Struct) string {
	var b strings.Builder
	b.WriteString("struct {")
	for i := range s.NumFields() {
		if i > 0 {
			b.WriteString(";")
		}
		b.WriteString(" " + fieldName(s, i) + " " + r.of(s.Field(i).Type()))
	}
	return b.String() + " }"
}

// fieldName is the field's name in the interpreter, where all are exported.
func fieldName(s *types.Struct, i int) string {
	f := s.Field(i)
	switch {
	case f.Exported() && strings.HasPrefix(strings.TrimLeft(f.Name(), "X"), "_"):
		return "X" + f.Name() // so that none of the other names is one of a field
	case f.Exported():
		return f.Name()
	case f.Name() == "_":
		return fmt.Sprintf("X_%d", i)
	}
	return "X_" + f.Name()
}

// Key is a text that is equal for identical types only; it is what the
// run-time support compares methods by.
func (p *Program) Key(t types.Type) string { return p.repr.key(t) }

// ID is the number of a type in emitted code.
func (p *Program) ID(t types.Type) int { return p.repr.id(t) }
