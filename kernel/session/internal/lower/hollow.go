package lower

import (
	"fmt"
	"go/types"
)

// hollow tells the run-time support, in the way of a method, what a type is
// that the interpreter keeps in an interface: decoders make values of it.
func (p *Program) hollow(t types.Type, id int) {
	if p.repr.of(t) != "any" || types.IsInterface(t) {
		return
	}
	p.note(t)
	name := p.name("z")
	fmt.Fprintf(&p.out.funcs, "func %s(r any) any {\nreturn new(%s)\n}\n", name, p.repr.raw(t))
	fmt.Fprintf(&p.out.setup, "rt__.SetMethod(%d, \"zero__\", %s)\n", id, name)
}
