package symbols_test

import (
	"encoding/binary"
	"go/token"
	"go/types"
	"reflect"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/kernel/symbols"
)

func TestNamedType(t *testing.T) {
	got, ok := symbols.NamedType("encoding/binary", "littleEndian")
	require.True(t, ok)
	assert.Equal(t, reflect.TypeOf(binary.LittleEndian), got)
	_, ok = symbols.NamedType("encoding/binary", "none")
	assert.False(t, ok)
}

// Whatever a value of an exported function or variable can be, its type is
// known, so that code can be made that holds it.
func TestEveryResultHasAType(t *testing.T) {
	imp := symbols.NewImporter(token.NewFileSet())
	for _, p := range symbols.Paths() {
		pkg, err := imp.Import(p)
		require.NoError(t, err)
		for _, name := range pkg.Scope().Names() {
			switch o := pkg.Scope().Lookup(name).(type) {
			case *types.Var:
				known(t, o.Type())
			case *types.Func:
				if o.Exported() && o.Signature().TypeParams() == nil {
					for v := range o.Signature().Results().Variables() {
						known(t, v.Type())
					}
				}
			}
		}
	}
}

func known(t *testing.T, typ types.Type) {
	t.Helper()
	switch u := types.Unalias(typ).(type) {
	case *types.Named:
		if u.Obj().Pkg() != nil && u.TypeArgs() == nil {
			_, ok := symbols.NamedType(u.Obj().Pkg().Path(), u.Obj().Name())
			assert.True(t, ok, "%v", u)
		}
	case *types.Pointer:
		known(t, u.Elem())
	case *types.Slice:
		known(t, u.Elem())
	}
}

// The browser's stubs mention nothing that only the native pack has.
func TestEveryMentionHasAStub(t *testing.T) {
	for _, p := range symbols.Paths() {
		src, ok := symbols.Source(p)
		require.True(t, ok, p)
		for line := range strings.Lines(src) {
			if f := strings.Fields(line); len(f) == 3 && f[0] == "import" && f[2] != `"unsafe"` {
				_, ok := symbols.Source(strings.Trim(f[2], `"`))
				assert.True(t, ok, "%s imports %s", p, f[2])
			}
		}
	}
}
