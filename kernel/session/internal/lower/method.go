package lower

import (
	"fmt"
	"go/types"
	"maps"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// note makes a type known to the run-time support.
func (p *Program) note(t types.Type) int {
	id := p.repr.id(t)
	p.out.boxed[id] = t
	return id
}

// box notes a type that is put into interfaces: its methods and those of the
// types in it are called by name from then on.
func (p *Program) box(t types.Type) int {
	p.reach(t, map[string]bool{}, false)
	return p.note(t)
}

// reach emits the method tables of t and of the session types in it; variables
// that have an address offer the methods of the pointer too.
func (p *Program) reach(t types.Type, seen map[string]bool, addressable bool) {
	k := p.repr.key(t)
	if addressable {
		k = "&" + k
	}
	if seen[k] || types.IsInterface(t) || p.repr.native(t) || p.repr.foreign(t) {
		return
	}
	seen[k] = true
	p.tablesOnce(t)
	if _, named := types.Unalias(t).(*types.Named); named && addressable {
		p.tablesOnce(types.NewPointer(t))
	}
	switch u := t.Underlying().(type) {
	case *types.Pointer:
		p.reach(u.Elem(), seen, true)
	case *types.Slice:
		p.reach(u.Elem(), seen, true)
	case *types.Array:
		p.reach(u.Elem(), seen, addressable)
	case *types.Map:
		p.reach(u.Key(), seen, addressable)
		p.reach(u.Elem(), seen, addressable)
	case *types.Struct:
		for f := range u.Fields() {
			p.reach(f.Type(), seen, addressable)
		}
	}
}

// tablesOnce emits the methods of a type unless they are there.
func (p *Program) tablesOnce(t types.Type) {
	if id := p.repr.id(t); !p.methods[id] {
		remember(p, p.methods, id, true)
		p.tables(t, id)
		p.hollow(t, id)
	}
}

// tables emits adapters for the methods of t.
func (p *Program) tables(t types.Type, id int) {
	set := p.prog.MethodSets.MethodSet(t)
	for sel := range set.Methods() {
		fn := p.prog.MethodValue(sel)
		if fn == nil || len(fn.Blocks) == 0 || p.hidden(fn.Signature) {
			continue
		}
		p.note(t)
		name := p.adapter(t, id, sel.Obj().Name(), fn)
		p.out.methods = append(p.out.methods, Method{id, sel.Obj().Name(), name})
		fmt.Fprintf(&p.out.setup, "rt__.SetMethod(%d, %q, %s)\n", id, sel.Obj().Name(), name)
	}
}

// adapter emits func(recv any, args…) results for a method.
func (p *Program) adapter(t types.Type, id int, method string, fn *ssa.Function) string {
	p.serial++
	name := fmt.Sprintf("T%d__%s__d%d", id, method, p.serial)
	sig := fn.Signature
	params, args, signs := []string{"r any"}, []string{"r"}, ""
	if raw := p.repr.of(t); raw != "any" {
		args[0] = "r.(" + raw + ")"
		if s := p.repr.sign("q", t); s != "" {
			signs, args[0] = "q := "+args[0]+"\n"+s, "q"
		}
	}
	for i := range sig.Params().Len() {
		typ := sig.Params().At(i).Type()
		n := fmt.Sprintf("p%d", i)
		if sig.Variadic() && i == sig.Params().Len()-1 {
			params = append(params, n+" ..."+p.repr.of(typ.Underlying().(*types.Slice).Elem()))
			args = append(args, n+"...")
			continue
		}
		params, args = append(params, n+" "+p.repr.of(typ)), append(args, n)
		signs += p.repr.sign(n, typ)
	}
	ret := ""
	if sig.Results().Len() > 0 {
		ret = "return "
	}
	fmt.Fprintf(&p.out.funcs, "func %s(%s)%s {\n%s%s%s(%s)\n}\n", name, strings.Join(params, ", "),
		p.repr.results(sig.Results()), signs, ret, p.fn(fn), strings.Join(args, ", "))
	return name
}

// renew emits the method tables of types that a cell declares again, of whose
// values some may be in interfaces already.
func (p *Program) renew(pkg *types.Package) {
	for _, name := range pkg.Scope().Names() {
		obj, ok := pkg.Scope().Lookup(name).(*types.TypeName)
		if !ok || obj.Pkg() != pkg || obj.IsAlias() {
			continue
		}
		n, ok := obj.Type().(*types.Named)
		if !ok || types.IsInterface(n) {
			continue
		}
		if n.TypeParams().Len() > 0 {
			p.renewInstances(n)
			continue
		}
		for _, t := range []types.Type{obj.Type(), types.NewPointer(obj.Type())} {
			if id := p.repr.id(t); p.methods[id] {
				p.tables(t, id)
			}
		}
	}
}

// renewInstances does it for the instances of a generic type.
func (p *Program) renewInstances(origin *types.Named) {
	for _, id := range slices.Sorted(maps.Keys(p.methods)) {
		t := p.repr.types[id]
		ptr, pointer := types.Unalias(t).(*types.Pointer)
		if pointer {
			t = ptr.Elem()
		}
		n, ok := types.Unalias(t).(*types.Named)
		if !ok || n.TypeArgs().Len() != origin.TypeParams().Len() || n.Obj().Name() != origin.Obj().Name() ||
			p.repr.identity(n.Origin().Obj()) != p.repr.identity(origin.Obj()) {
			continue
		}
		inst, err := types.Instantiate(nil, origin, slices.Collect(n.TypeArgs().Types()), false)
		if err != nil {
			continue
		}
		if pointer {
			inst = types.NewPointer(inst)
		}
		p.tables(inst, id)
	}
}
