package lower

import (
	"fmt"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// foreign reports whether t is a compiled type without a capital that an
// exported variable has, as binary.LittleEndian. The interpreter cannot name
// it, so its values are in interfaces, as themselves.
func (r *repr) foreign(t types.Type) bool {
	n, ok := types.Unalias(t).(*types.Named)
	if !ok || n.Obj().Exported() || n.TypeArgs().Len() > 0 || types.IsInterface(n) || !r.compiled(n.Obj().Pkg()) {
		return false
	}
	scope := n.Obj().Pkg().Scope()
	for _, name := range scope.Names() {
		if v, ok := scope.Lookup(name).(*types.Var); ok && v.Exported() && v.Type() == n {
			return true
		}
	}
	return false
}

// foreignMethod is the text of a call of a method of such a type.
func (c *body) foreignMethod(f *ssa.Function, args []string) string {
	all := append([]string{"rt__.Recv(" + args[0] + ")"}, args[1:]...)
	return fmt.Sprintf("rt__.Find(%s, %q).(func%s)(%s)", args[0], f.Name(),
		c.r.signature(f.Signature, []string{"any"}), strings.Join(all, ", "))
}
