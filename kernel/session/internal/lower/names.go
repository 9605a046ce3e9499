package lower

import (
	"go/token"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// Function says which function of a cell has an emitted name: what readers call
// it, where that is, and from where to where the function itself goes, which may
// be a literal in it. The name is empty for what no reader wrote.
func (p *Program) Function(emitted string) (name string, at, from, to token.Pos) {
	emitted = strings.TrimSuffix(emitted, "mk")
	for f, n := range p.funcs {
		if n != emitted {
			continue
		}
		if s := f.Syntax(); s != nil {
			from, to = s.Pos(), s.End()
		}
		for f.Parent() != nil {
			f = f.Parent()
		}
		if f.Synthetic != "" && f.Origin() == nil {
			return "", token.NoPos, from, to
		}
		return title(f), f.Pos(), from, to
	}
	return "", token.NoPos, token.NoPos, token.NoPos
}

// title is f, T.m or f[int].
func title(f *ssa.Function) string {
	name := f.Name()
	if recv := f.Signature.Recv(); recv != nil {
		g := f
		if f.Origin() != nil { // an instance belongs to no package
			g = f.Origin()
		}
		name = g.RelString(g.Package().Pkg)
		name = strings.NewReplacer("(*", "", "(", "", ")", "").Replace(name)
	}
	return name
}
