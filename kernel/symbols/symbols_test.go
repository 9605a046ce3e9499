package symbols_test

import (
	"bytes"
	"fmt"
	"maps"
	"path"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/traefik/yaegi/interp"

	"github.com/udl-go/lab/kernel/symbols"
)

// newInterp returns an interpreter with the whole table and its output.
func newInterp(t *testing.T) (*interp.Interpreter, *bytes.Buffer) {
	t.Helper()
	out := &bytes.Buffer{}
	i := interp.New(interp.Options{Stdout: out, Stderr: out})
	require.NoError(t, i.Use(symbols.Table))
	return i, out
}

// paths returns the import paths of the table with their package names.
func paths() map[string]string {
	m := map[string]string{}
	for key := range symbols.Table {
		if key != "." {
			m[path.Dir(key)] = path.Base(key)
		}
	}
	return m
}

func TestTableHasNoHoles(t *testing.T) {
	for key, pkg := range symbols.Table {
		assert.NotEmpty(t, pkg, key)
		for name, v := range pkg {
			if !assert.True(t, v.IsValid(), "%s.%s is the zero Value", key, name) {
				continue
			}
			if v.Kind() == reflect.Func {
				assert.False(t, v.IsNil(), "%s.%s is a nil function", key, name)
			}
			if iface, ok := strings.CutPrefix(name, "To_"); ok && iface != "error" {
				checkConversions(t, pkg, key, iface)
			}
		}
	}
}

// checkConversions: To_Name and As_Name are about the interface Name.
func checkConversions(t *testing.T, pkg map[string]reflect.Value, key, name string) {
	t.Helper()
	if !assert.True(t, pkg[name].IsValid() && pkg["As_"+name].IsValid(), "%s.%s", key, name) {
		return
	}
	iface, to, as := pkg[name].Type().Elem(), pkg["To_"+name].Type(), pkg["As_"+name].Type()
	assert.Equal(t, reflect.FuncOf([]reflect.Type{reflect.TypeFor[any]()}, []reflect.Type{iface}, false), to, "%s.%s", key, name)
	assert.Equal(t, reflect.FuncOf([]reflect.Type{reflect.TypeFor[any]()}, []reflect.Type{iface, reflect.TypeFor[bool]()}, false), as, "%s.%s", key, name)
}

func TestEveryPackageCanBeImported(t *testing.T) {
	i, _ := newInterp(t)
	for n, p := range slices.Sorted(maps.Keys(paths())) {
		name, alias := paths()[p], fmt.Sprintf("p%d", n)
		_, err := i.Eval(fmt.Sprintf("import %s %q", alias, p))
		require.NoError(t, err, p)
		value := firstValue(symbols.Table[p+"/"+name])
		if value == "" {
			continue // types only
		}
		v, err := i.Eval(alias + "." + value)
		require.NoError(t, err, "%s.%s", p, value)
		assert.True(t, v.IsValid(), "%s.%s", p, value)
	}
}

// firstValue picks a function, constant or variable of a package.
func firstValue(pkg map[string]reflect.Value) string {
	for _, name := range slices.Sorted(maps.Keys(pkg)) {
		if v := pkg[name]; v.Kind() != reflect.Pointer || v.CanAddr() || !v.IsNil() {
			return name
		}
	}
	return ""
}

// Methods of a session's own types are another matter: kernel/session lowers
// them.
func TestCells(t *testing.T) {
	cells := []struct{ name, code, want string }{
		{"constants keep their precision", `
			import ("fmt"; "math"; "os")
			func main() {
				var u uint64 = math.MaxUint64
				fmt.Print(math.Pi > 3, 2*math.Pi, u, math.SmallestNonzeroFloat64 > 0, string(os.PathSeparator) != "")
			}`, "true 6.283185307179586 18446744073709551615 true true"},
		{"json finds methods and tags", `
			import ("encoding/json"; "fmt")
			type layer struct { Units int ` + "`json:\"units\"`" + ` }
			func main() { b, _ := json.Marshal(layer{500}); fmt.Print(string(b)) }`, `{"units":500}`},
		{"log goes to the session's stream", `
			import "log"
			func main() { log.SetFlags(0); log.Print("here") }`, "here\n"},
		{"the interpreter's own generic packages load", `
			import ("cmp"; "fmt")
			func main() { fmt.Print(cmp.Compare(1, 2)) }`, "-1"},
	}
	for _, c := range cells {
		t.Run(c.name, func(t *testing.T) {
			i, out := newInterp(t)
			_, err := i.Eval("package main\n" + c.code)
			require.NoError(t, err)
			assert.Equal(t, c.want, out.String())
		})
	}
}

func TestExitIsAPanic(t *testing.T) {
	for _, call := range []string{`os.Exit(3)`, `log.Fatal("x")`, `log.Fatalf("x")`, `log.Fatalln("x")`} {
		i, _ := newInterp(t)
		_, err := i.Eval("package main\nimport \"" + call[:strings.Index(call, ".")] + "\"\nfunc main() { " + call + " }")
		assert.Error(t, err, call)
	}
	assert.PanicsWithValue(t, symbols.Exit(3), func() {
		symbols.Table["os/os"]["Exit"].Interface().(func(int))(3)
	})
	assert.NotContains(t, symbols.Table["os/os"], "FindProcess")
}

func TestBrowserGetsLess(t *testing.T) {
	js := runtime.GOOS == "js"
	for _, p := range []string{"net/http", "os/exec", "gonum.org/v1/gonum/mat"} {
		assert.Equal(t, !js, paths()[p] != "", p)
	}
	for _, p := range []string{"fmt", "math", "sort", "image/png", "github.com/udl-go/lab/udl"} {
		assert.NotEmpty(t, paths()[p], p)
	}
	assert.Empty(t, paths()["github.com/udl-go/lab/udl/dataset/fetch"], "the command line's own")
}
