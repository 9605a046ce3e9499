package progen

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
)

// Shrinker makes programs smaller. Importer provides the packages they import.
type Shrinker struct {
	Importer types.Importer
}

// Valid reports whether the program type-checks.
func (s *Shrinker) Valid(p *Program) bool {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "main.go", p.Source(), parser.SkipObjectResolution)
	if err != nil {
		return false
	}
	conf := types.Config{Importer: s.Importer}
	_, err = conf.Check("main", fset, []*ast.File{f}, nil)
	return err == nil
}

// Shrink removes and simplifies what it can while the program type-checks and
// fails says true.
func (s *Shrinker) Shrink(p *Program, fails func(*Program) bool) *Program {
	try := func(c *Program) bool {
		if s.Valid(c) && fails(c) {
			p = c
			return true
		}
		return false
	}
	for again := true; again; {
		again = false
		for n := len(p.Items); n > 0; n /= 2 {
			for at := 0; at < len(p.Items); {
				c := p.clone()
				c.Items = slices.Delete(c.Items, at, min(at+n, len(c.Items)))
				if try(c) {
					again = true
				} else {
					at += n
				}
			}
		}
		for i := range p.Items {
			if p.Items[i].Plain != nil {
				continue
			}
			again = s.item(p, i, try) || again
		}
	}
	return p
}

// item simplifies the text of one item.
func (s *Shrinker) item(p *Program, i int, try func(*Program) bool) bool {
	changed := false
	for again := true; again; {
		again = false
		for _, e := range edits(p.Items[i].Text, p.Items[i].Decl, p.Items[i].Name != "") {
			c := p.clone()
			c.Items[i].Text = e
			if try(c) {
				p, again, changed = c, true, true
				break
			}
		}
	}
	return changed
}
