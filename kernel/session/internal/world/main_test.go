package world

import (
	"go/token"
	"go/types"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"golang.org/x/tools/go/ssa"

	"github.com/udl-go/lab/kernel/session/internal/cell"
	"github.com/udl-go/lab/kernel/symbols"
)

// source makes the packages that cells import, once for all tests.
var source = sync.OnceValue(func() types.Importer {
	return symbols.NewImporter(token.NewFileSet())
})

type shelf []string

func (s shelf) Paths() []string { return s }

func (s shelf) Elsewhere(path string) string {
	if path == "net/http" {
		return "natively"
	}
	return ""
}

var offered = shelf{"cmp", "errors", "fmt", "math", "math/rand", "math/rand/v2", "sort", "strconv", "strings", "sync", "gonum.org/v1/gonum/mat", "gonum.org/v1/gonum/stat"}

// notebook runs cells through the check.
type notebook struct {
	t    *testing.T
	fset *token.FileSet
	w    *World
	n    int
	prog *ssa.Program // every unit is built, as the session's next stage does
}

func newNotebook(t *testing.T) *notebook {
	fset := token.NewFileSet()
	n := &notebook{t: t, fset: fset, w: New(source(), fset, offered)}
	n.prog = ssa.NewProgram(fset, ssa.SanityCheckFunctions|ssa.InstantiateGenerics)
	n.prog.CreatePackage(n.w.Prelude(), nil, nil, true)
	return n
}

// build turns a unit into SSA, which needs all that the checker notes.
func (n *notebook) build(u *Unit) {
	for _, p := range []*Package{u.Decls, u.Body} {
		if p == nil {
			continue
		}
		n.depend(p.Types.Imports())
		n.prog.CreatePackage(p.Types, p.Files, p.Info, false).Build()
	}
	_, ok := n.prog.Package(u.Body.Types).Members[BodyName].(*ssa.Function)
	require.True(n.t, ok)
}

func (n *notebook) depend(pkgs []*types.Package) {
	for _, p := range pkgs {
		if n.prog.Package(p) == nil {
			n.prog.CreatePackage(p, nil, nil, true)
			n.depend(p.Imports())
		}
	}
}

func (n *notebook) check(code string) (*Unit, error) {
	n.n++
	c, err := cell.Parse(n.fset, n.n, code)
	if err != nil {
		return nil, err
	}
	return n.w.Check(n.n, c)
}

// run checks and commits a cell that must be right.
func (n *notebook) run(code string) *Unit {
	n.t.Helper()
	u, err := n.check(code)
	require.NoError(n.t, err, code)
	n.build(u)
	u.Commit()
	return u
}

// refuse checks a cell that must be wrong.
func (n *notebook) refuse(code string) cell.Errors {
	n.t.Helper()
	u, err := n.check(code)
	require.Error(n.t, err, code)
	require.Nil(n.t, u)
	var errs cell.Errors
	require.ErrorAs(n.t, err, &errs)
	return errs
}

// cells runs a notebook written as its cells, separated by lines of ---. A cell
// that begins with "ERROR text" and a line end must be refused with that text.
func cells(t *testing.T, text string) *notebook {
	t.Helper()
	n := newNotebook(t)
	for _, code := range strings.Split(text, "\n---\n") {
		if rest, ok := strings.CutPrefix(code, "ERROR "); ok {
			want, code, _ := strings.Cut(rest, "\n")
			require.Contains(t, n.refuse(code).Error(), want, code)
			continue
		}
		n.run(code)
	}
	return n
}
