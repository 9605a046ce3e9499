package main

import (
	"fmt"
	"go/constant"
	"go/types"
	"math/big"
)

// constant spells a constant. An untyped one becomes a go/constant value when the
// table is made, so that it keeps its precision and takes the type of its context; where Go can
// convert it, the value is left to the compiler, because it may depend on the
// platform (os.PathSeparator).
func (f *file) constant(id string, o *types.Const) string {
	basic, ok := o.Type().(*types.Basic)
	if !ok || basic.Info()&types.IsUntyped == 0 || basic.Kind() == types.UntypedBool {
		return id
	}
	switch v := o.Val(); v.Kind() {
	case constant.String:
		return fmt.Sprintf("untypedString(%s)", id)
	case constant.Int:
		if _, exact := constant.Int64Val(v); exact && basic.Kind() != types.UntypedFloat {
			return fmt.Sprintf("untypedInt(%s)", id)
		}
		if _, exact := constant.Uint64Val(v); exact && basic.Kind() != types.UntypedFloat {
			return fmt.Sprintf("untypedUint(%s)", id)
		}
		return fmt.Sprintf("untypedFloat(%q)", v.ExactString()+".0")
	case constant.Float:
		return fmt.Sprintf("untypedFloat(%q)", decimal(v))
	}
	return id
}

// decimal is the shortest text that gives back a constant at its precision.
func decimal(v constant.Value) string {
	switch x := constant.Val(v).(type) {
	case *big.Float:
		return x.Text('g', -1)
	case *big.Rat:
		return new(big.Float).SetPrec(512).SetRat(x).Text('g', -1)
	}
	return v.ExactString()
}
