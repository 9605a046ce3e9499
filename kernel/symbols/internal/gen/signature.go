package main

import (
	"fmt"
	"go/types"
	"strings"
)

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
