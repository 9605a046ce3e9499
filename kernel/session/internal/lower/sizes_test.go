package lower

import (
	"fmt"
	"go/types"
	"testing"

	"github.com/stretchr/testify/assert"
)

// Sizes are those of package go/types, also of structs that end in an empty one
// and of arrays; only the trailing byte of the former is left out.
func TestSizes(t *testing.T) {
	field := func(t types.Type) *types.Var { return types.NewField(0, nil, "_", t, false) }
	small, large := types.Typ[types.Int8], types.Typ[types.Float64]
	s := types.NewStruct([]*types.Var{field(small), field(large), field(small)}, nil)
	for _, typ := range []types.Type{
		small, large, types.Typ[types.String], types.NewSlice(s), types.NewPointer(s), s,
		types.NewArray(s, 7), types.NewStruct([]*types.Var{field(types.NewArray(small, 3)), field(types.Typ[types.Int16])}, nil),
		types.NewStruct(nil, nil), types.Universe.Lookup("error").Type(), types.Typ[types.Complex64],
	} {
		assert.Equal(t, gc.Sizeof(typ), sizes.Sizeof(typ), typ.String())
	}
	assert.Equal(t, int64(maxSize), sizes.Sizeof(types.NewArray(types.NewArray(large, 1<<40), 1<<40)))
}

// Forty structs inside each other are measured at once.
func TestSizesOfNestedStructs(t *testing.T) {
	var typ types.Type = types.Typ[types.Int8]
	for i := range 40 {
		f := types.NewField(0, nil, fmt.Sprintf("f%d", i), typ, false)
		typ = types.NewStruct([]*types.Var{f, types.NewField(0, nil, "g", typ, false)}, nil)
	}
	assert.Equal(t, int64(1<<40), sizes.Sizeof(typ))
}
