package main

import (
	"fmt"
	"go/constant"
	"go/types"
	"math/big"
)

// constant writes a constant by its exact value. One whose value depends on
// the platform is marked: the reader of the stub puts the true value there.
func (s *stub) constant(o *types.Const) {
	kind := ""
	basic, ok := o.Type().(*types.Basic)
	if !ok || basic.Info()&types.IsUntyped == 0 {
		kind = " " + s.spell(o.Type())
	}
	value := "host__"
	if !platform[s.Path()+"."+o.Name()] {
		value = exact(o.Val(), ok && basic.Kind() == types.UntypedFloat)
	}
	if ok && basic.Kind() == types.UntypedRune {
		value = fmt.Sprintf("'\\x00' + %s", value)
	}
	fmt.Fprintf(&s.out, "const %s%s = %s\n", o.Name(), kind, value)
}

// exact spells a value so that reading it loses nothing.
func exact(v constant.Value, float bool) string {
	switch v.Kind() {
	case constant.Int:
		if float {
			return v.ExactString() + ".0"
		}
	case constant.Float:
		switch x := constant.Val(v).(type) {
		case *big.Float:
			return x.Text('p', 0)
		case *big.Rat:
			return x.Num().String() + ".0 / " + x.Denom().String() + ".0"
		}
	case constant.Complex:
		return fmt.Sprintf("%s + %s*1i", exact(constant.Real(v), true), exact(constant.Imag(v), true))
	}
	return v.ExactString()
}

// platform lists the constants whose value is not the same everywhere.
var platform = map[string]bool{
	"math.MaxInt":                 true,
	"math.MaxUint":                true,
	"math.MinInt":                 true,
	"math/bits.UintSize":          true,
	"os.DevNull":                  true,
	"os.O_APPEND":                 true,
	"os.O_CREATE":                 true,
	"os.O_EXCL":                   true,
	"os.O_RDONLY":                 true,
	"os.O_RDWR":                   true,
	"os.O_SYNC":                   true,
	"os.O_TRUNC":                  true,
	"os.O_WRONLY":                 true,
	"os.PathListSeparator":        true,
	"os.PathSeparator":            true,
	"path/filepath.ListSeparator": true,
	"path/filepath.Separator":     true,
	"runtime.GOARCH":              true,
	"runtime.GOOS":                true,
	"strconv.IntSize":             true,
}
