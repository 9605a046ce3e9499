package lower_test

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/traefik/yaegi/interp"

	"github.com/udl-go/lab/kernel/internal/value"
	"github.com/udl-go/lab/kernel/session/internal/lower"
	"github.com/udl-go/lab/kernel/symbols"
)

// world is the smallest one: nothing is redefined.
type world struct{ imp *symbols.Importer }

func (world) Identity(*types.TypeName) int { return 0 }
func (world) Global(*types.Var) string     { return "" }
func (w world) Offered(path string) bool   { return symbols.Offered(path) }

func (w world) Syntax(p *types.Package) ([]*ast.File, *types.Info) {
	files, info := w.imp.Syntax(p)
	return files, info
}

// check type-checks a program as one package.
func check(t testing.TB, fset *token.FileSet, imp types.Importer, src string) *lower.Checked {
	t.Helper()
	f, err := parser.ParseFile(fset, "in.go", src, parser.SkipObjectResolution)
	require.NoError(t, err)
	info := &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{},
		Uses: map[*ast.Ident]types.Object{}, Implicits: map[ast.Node]types.Object{},
		Scopes: map[ast.Node]*types.Scope{}, Selections: map[*ast.SelectorExpr]*types.Selection{},
		Instances: map[*ast.Ident]types.Instance{}, FileVersions: map[*ast.File]string{},
	}
	conf := types.Config{Importer: imp, GoVersion: "go1.26"}
	pkg, err := conf.Check("main", fset, []*ast.File{f}, info)
	require.NoError(t, err)
	return &lower.Checked{Pkg: pkg, Files: []*ast.File{f}, Info: info}
}

// lowered is the code of a program whose entry is main.
func lowered(t testing.TB, src string, opts lower.Options) (*lower.Code, *lower.Program) {
	fset := token.NewFileSet()
	imp := symbols.NewImporter(fset)
	p := lower.New(fset, world{imp}, opts)
	code, err := p.Cell(nil, check(t, fset, imp, src), "main")
	require.NoError(t, err)
	return code, p
}

const prelude = `package main

func go__(f func()) { f() }
`

// interpreter is yaegi with the run-time support of a program.
func interpreter(t testing.TB, out *bytes.Buffer, p *lower.Program, code *lower.Code) *interp.Interpreter {
	i := interp.New(interp.Options{Stdout: out, Stderr: out})
	require.NoError(t, i.Use(symbols.Table))
	table := value.NewTable()
	table.SetKey(p.Key)
	table.Lookup = func(typ types.Type) *value.Type {
		id := p.ID(typ)
		return table.Add(id, typ)
	}
	for id, typ := range code.Boxed {
		table.Add(id, typ)
	}
	require.NoError(t, i.Use(interp.Exports{"udl/rt/rt": runtime(table, out), "fmt/fmt": printers(out), "sync/overrides": waiting()}))
	_, err := i.Eval(prelude)
	require.NoError(t, err)
	return i
}

func runtime(t *value.Table, out *bytes.Buffer) map[string]reflect.Value {
	methods := map[int]map[string]any{}
	var pos int
	return map[string]reflect.Value{
		"Pos": reflect.ValueOf(&pos), "At": reflect.ValueOf(func(int) {}), "Tick": reflect.ValueOf(func(string) {}),
		"Box": reflect.ValueOf(t.Box), "As": reflect.ValueOf(t.As), "Find": reflect.ValueOf(t.Find),
		"Recv": reflect.ValueOf(t.Recv), "Implements": reflect.ValueOf(t.Implements),
		"Select": reflect.ValueOf(t.Select), "Same": reflect.ValueOf(value.Same), "Eq": reflect.ValueOf(value.Eq), "Panic": reflect.ValueOf(value.Panic),
		"Deep":       reflect.ValueOf(func(string) {}),
		"Go":         reflect.ValueOf(func(f func()) { go f() }),
		"RangePanic": reflect.ValueOf(value.RangePanic),
		"Unwrap":     reflect.ValueOf(value.Unwrap), "Raw": reflect.ValueOf(func(x any) any { return x }),
		"NewDefers": reflect.ValueOf(value.NewDefers), "Defers": reflect.ValueOf((*value.Defers)(nil)),
		"Signed": reflect.ValueOf(value.Signed), "Unsigned": reflect.ValueOf(value.Unsigned),
		"File": reflect.ValueOf(func(f *os.File) any { return f }), "PlainFile": reflect.ValueOf(func(x any) any { return x }),
		"Recoverer": reflect.ValueOf(value.Recoverer), "AssertPanic": reflect.ValueOf(t.AssertPanic),
		"Keys":    reflect.ValueOf(value.Keys),
		"Entries": reflect.ValueOf(value.Entries), "Clear": reflect.ValueOf(value.Clear),
		"Shift": reflect.ValueOf(value.Shift), "SliceToArray": reflect.ValueOf(value.SliceToArray),
		"PrintInterface": reflect.ValueOf(value.PrintInterface),
		"Print":          reflect.ValueOf(func(a ...any) { out.WriteString(value.Print(a...)) }),
		"Println":        reflect.ValueOf(func(a ...any) { out.WriteString(value.Println(a...)) }),
		"ArrayPointer":   reflect.ValueOf(lower.ArrayPointer),
		"MakePanic":      reflect.ValueOf(value.MakePanic), "MakeChanPanic": reflect.ValueOf(value.MakeChanPanic),
		"Hash": reflect.ValueOf(value.Hash), "IndexPanic": reflect.ValueOf(value.IndexPanic), "IndexPanicUnsigned": reflect.ValueOf(value.IndexPanicUnsigned),
		"SlicePanic": reflect.ValueOf(value.SlicePanic), "SlicePanicLength": reflect.ValueOf(value.SlicePanicLength),
		"SetMethod": reflect.ValueOf(func(id int, name string, f any) {
			if methods[id] == nil {
				methods[id] = map[string]any{}
			}
			methods[id][name] = f
			t.SetMethods(id, methods[id])
		}),
	}
}

// waiting is what package shim does for sync.WaitGroup, without a cell.
func waiting() map[string]reflect.Value {
	return map[string]reflect.Value{
		lower.InspectName("(*sync.WaitGroup).Go"):   reflect.ValueOf((*sync.WaitGroup).Go),
		lower.InspectName("(*sync.WaitGroup).Wait"): reflect.ValueOf((*sync.WaitGroup).Wait),
	}
}

func printers(out *bytes.Buffer) map[string]reflect.Value {
	return map[string]reflect.Value{
		"Println": reflect.ValueOf(func(a ...any) { out.WriteString(value.Sprintln(a...)) }),
		"Printf":  reflect.ValueOf(func(f string, a ...any) { out.WriteString(value.Sprintf(f, a...)) }),
		"Print":   reflect.ValueOf(func(a ...any) { out.WriteString(value.Sprint(a...)) }),
		"Sprint":  reflect.ValueOf(value.Sprint), "Sprintf": reflect.ValueOf(value.Sprintf),
		"Sprintln": reflect.ValueOf(value.Sprintln), "Errorf": reflect.ValueOf(value.Errorf),
	}
}

func run(t testing.TB, src string, opts lower.Options) (string, *lower.Code) {
	code, p := lowered(t, src, opts)
	var out bytes.Buffer
	if os.Getenv("LOWER_TEXT") != "" {
		fmt.Println(code.Text())
	}
	i := interpreter(t, &out, p, code)
	_, err := i.Eval(code.Text())
	require.NoError(t, err, code.Text())
	for _, f := range []string{code.Setup, code.Entry} {
		if f == "" {
			continue
		}
		_, err = i.Eval(f + "()")
		require.NoError(t, err, "%s\n%s", out.String(), code.Text())
	}
	return out.String(), code
}

// TestPrograms runs every program of testdata; the text after "// Output:" is
// what real Go prints.
func TestPrograms(t *testing.T) {
	files, err := filepath.Glob("testdata/*.go")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, f := range files {
		t.Run(strings.TrimSuffix(filepath.Base(f), ".go"), func(t *testing.T) {
			src, err := os.ReadFile(f)
			require.NoError(t, err)
			want, err := os.ReadFile(strings.TrimSuffix(f, ".go") + ".want")
			require.NoError(t, err)
			positions, _ := run(t, string(src), lower.Options{Positions: true, Checks: true, Atomic: atomic})
			assertEqual(t, string(want), positions)
			got, code := run(t, string(src), lower.Options{Atomic: atomic})
			if !assertEqual(t, string(want), got) && testing.Verbose() {
				fmt.Println(code.Text())
			}
		})
	}
}

func assertEqual(t *testing.T, want, got string) bool {
	if want != got {
		t.Errorf("want:\n%s\ngot:\n%s", want, got)
	}
	return want == got
}
