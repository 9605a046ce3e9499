package main

import (
	"fmt"
	"go/types"
	"slices"
	"strings"
)

// box declares the wrapper through which a value of a session implements an
// interface, and adds To_Name, which converts to the interface, and As_Name,
// which asserts it.
func (f *file) box(o *types.TypeName, id string, iface *types.Interface) error {
	if iface.NumMethods() == 0 {
		return nil
	}
	for m := range iface.Methods() {
		if !m.Exported() {
			f.make("To_"+o.Name(), "toSealed[%s]", id)
			f.make("As_"+o.Name(), "sealed[%s]", id)
			return nil
		}
	}
	f.imports[module+"/kernel/internal/value"] = "value"
	wrapper := "b" + exported(fileStem(f.pkg.Path())) + "_" + o.Name()
	wrapped := f.further(id, o.Name(), wrapper)
	f.make("To_"+o.Name(), "to(func(b value.Boxed) %s { return %s })", id, wrapped)
	f.make("As_"+o.Name(), "as(func(b value.Boxed) (%s, bool) { return %s, %s{b}.complete() })", id, wrapped, wrapper)
	var methods, complete strings.Builder
	for m := range iface.Methods() {
		params, results, args := f.signature(m.Signature())
		if args != "" {
			args = ", " + args
		}
		session, err := f.sessionType(m.Signature())
		if err != nil {
			return fmt.Errorf("%s.%s: %w", id, m.Name(), err)
		}
		call := fmt.Sprintf("w.Boxed.T.Method(%q).(%s)", m.Name(), session)
		fmt.Fprintf(&complete, "if _, ok := %s; !ok {\nreturn false\n}\n", call)
		if results != "" {
			call = "return " + call
		}
		fmt.Fprintf(&methods, "func (w %s) %s(%s) %s {\n%s(w.Boxed.V%s)\n}\n\n", wrapper, m.Name(), params, results, call, args)
	}
	f.wraps = append(f.wraps, fmt.Sprintf(
		"\n// %s wraps a value of a session as %s.\ntype %s struct { value.Boxed }\n\nfunc (w %s) complete() bool {\n%sreturn true\n}\n\n%s",
		wrapper, id, wrapper, wrapper, complete.String(), methods.String()))
	return nil
}

// sessionType spells the function that a session has for a method: the
// receiver is an any, and so is every interface without methods.
func (f *file) sessionType(s *types.Signature) (string, error) {
	var err error
	spell := func(t types.Type) string {
		text, e := f.represent(t)
		if e != nil {
			err = e
		}
		return text
	}
	params := []string{"any"}
	for i := range s.Params().Len() {
		t := s.Params().At(i).Type()
		if s.Variadic() && i == s.Params().Len()-1 {
			params = append(params, "..."+spell(t.(*types.Slice).Elem()))
			continue
		}
		params = append(params, spell(t))
	}
	var results []string
	for v := range s.Results().Variables() {
		results = append(results, spell(v.Type()))
	}
	return fmt.Sprintf("func(%s) (%s)", strings.Join(params, ", "), strings.Join(results, ", ")), err
}

// represent spells a type as sessions represent it. It fails for a type that
// a wrapper could not pass on without a conversion inside of it.
func (f *file) represent(t types.Type) (string, error) {
	if i, ok := t.Underlying().(*types.Interface); ok && i.NumMethods() == 0 {
		return "any", nil
	}
	if odd := f.odd(t); odd != nil {
		return "", fmt.Errorf("a session has another type for %v", odd)
	}
	return types.TypeString(t, f.qualify), nil
}

// odd returns a part of t that sessions represent otherwise: instances, and
// interfaces without a compiled name or without methods.
func (f *file) odd(t types.Type) types.Type {
	switch t := types.Unalias(t).(type) {
	case *types.Named:
		if i, ok := t.Underlying().(*types.Interface); t.TypeArgs() != nil || ok && i.NumMethods() == 0 {
			return t
		}
	case *types.Interface:
		if t.NumMethods() > 0 {
			return t
		}
	case *types.Struct:
		for v := range t.Fields() {
			if !v.Exported() || v.Embedded() {
				return t
			}
			if odd := f.odd(v.Type()); odd != nil {
				return odd
			}
		}
	case *types.Map:
		if odd := f.odd(t.Key()); odd != nil {
			return odd
		}
		return f.odd(t.Elem())
	case interface{ Elem() types.Type }:
		return f.odd(t.Elem())
	case *types.Signature:
		for v := range t.Params().Variables() {
			if odd := f.odd(v.Type()); odd != nil {
				return odd
			}
		}
		for v := range t.Results().Variables() {
			if odd := f.odd(v.Type()); odd != nil {
				return odd
			}
		}
	}
	return nil
}

// boxesItself reports whether a type name is an alias of an interface whose
// own package is offered and has the functions.
func (f *file) boxesItself(o *types.TypeName) bool {
	n, ok := types.Unalias(o.Type()).(*types.Named)
	return !o.IsAlias() || !ok || n.Obj().Pkg() == nil || !slices.Contains(f.offered, n.Obj().Pkg().Path())
}
