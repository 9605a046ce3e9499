package lower

import (
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// compiledSort is the compiled function for slices.Sort of what it sorts
// anyway; interpreted, it takes a hundred times as long.
func (p *Program) compiledSort(f *ssa.Function) string {
	o := f.Origin()
	if o == nil || o.Name() != "Sort" || o.Pkg == nil || o.Pkg.Pkg.Path() != "slices" || len(f.TypeArgs()) != 2 {
		return ""
	}
	elem, ok := f.TypeArgs()[1].Underlying().(*types.Basic)
	if !ok || p.repr.of(f.TypeArgs()[1]) != elem.Name() { // a slice of time.Month is no []int
		return ""
	}
	name := map[types.BasicKind]string{types.Int: "Ints", types.Float64: "Float64s", types.String: "Strings"}[elem.Kind()]
	if name == "" {
		return ""
	}
	return p.repr.aliasPath("sort", "sort") + "." + name
}
