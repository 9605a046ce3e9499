package lower

import (
	"strings"

	"golang.org/x/tools/go/ssa"
)

// InspectName is the name of the function that stands for a compiled method
// which looks into values that interfaces hold, in the exports of its package:
// "(*encoding/json.Encoder).Encode" becomes "M_Encoder_Encode".
func InspectName(method string) string {
	recv, name, _ := strings.Cut(method, ").")
	return "M_" + recv[strings.LastIndex(recv, ".")+1:] + "_" + name
}

// inspects is the text of the function that stands for a compiled method,
// empty for one that is called itself.
func (p *Program) inspects(f *ssa.Function) string {
	name := f.Object().(interface{ FullName() string }).FullName()
	if !p.opts.Methods[name] {
		return ""
	}
	return p.repr.alias(f.Object().Pkg()) + "." + InspectName(name)
}
