package main

import (
	"fmt"
	"go/types"
	"slices"
	"strings"
)

// wrap declares the struct through which an interpreted type implements an
// interface: the interpreter fills one function field for every method.
func (f *file) wrap(wrapper, id string, iface *types.Interface) error {
	var fields, methods strings.Builder
	for m := range iface.Methods() {
		if !m.Exported() {
			continue
		}
		if name := internal(m.Signature()); name != "" {
			return fmt.Errorf("%s.%s: its signature needs %s", id, m.Name(), name)
		}
		params, results, args := f.signature(m.Signature())
		fmt.Fprintf(&fields, "W%s func(%s) %s\n", m.Name(), params, results)
		fmt.Fprintf(&methods, "func (w %s) %s(%s) %s {\n", wrapper, m.Name(), params, results)
		if m.Name() == "String" { // the interpreter prints half-built values
			methods.WriteString("if w.WString == nil {\nreturn \"\"\n}\n")
		}
		if results != "" {
			methods.WriteString("return ")
		}
		fmt.Fprintf(&methods, "w.W%s(%s)\n}\n\n", m.Name(), args)
	}
	f.wraps = append(f.wraps, fmt.Sprintf("\n// %s lets an interpreted type implement %s.\ntype %s struct {\nIValue any\n%s}\n\n%s",
		wrapper, id, wrapper, fields.String(), methods.String()))
	return nil
}

// signature spells the parameters, the results and the arguments that pass on
// the parameters.
func (f *file) signature(s *types.Signature) (params, results, args string) {
	var ps, rs, as []string
	n := s.Params().Len()
	for i := range n {
		t, name := s.Params().At(i).Type(), fmt.Sprintf("a%d", i)
		spell := types.TypeString(t, f.qualify)
		if s.Variadic() && i == n-1 {
			spell = "..." + types.TypeString(t.(*types.Slice).Elem(), f.qualify)
			as = append(as, name+"...")
		} else {
			as = append(as, name)
		}
		ps = append(ps, name+" "+spell)
	}
	for r := range s.Results().Variables() {
		rs = append(rs, types.TypeString(r.Type(), f.qualify))
	}
	results = strings.Join(rs, ", ")
	if len(rs) > 1 {
		results = "(" + results + ")"
	}
	return strings.Join(ps, ", "), results, strings.Join(as, ", ")
}

// internal returns the first package in t that no other module may import.
func internal(t types.Type) string {
	found := ""
	types.TypeString(t, func(p *types.Package) string {
		if slices.Contains(strings.Split(p.Path(), "/"), "internal") && found == "" {
			found = p.Path()
		}
		return p.Name()
	})
	return found
}

// fileStem turns an import path into one word for each of its parts.
func fileStem(path string) []string {
	path = strings.TrimPrefix(path, module+"/")
	return strings.FieldsFunc(path, func(r rune) bool { return strings.ContainsRune("/.-", r) })
}

// exported joins words in camel case.
func exported(words []string) string {
	var b strings.Builder
	for _, w := range words {
		b.WriteString(strings.ToUpper(w[:1]) + w[1:])
	}
	return b.String()
}
