package symbols

import (
	_ "embed"
	"fmt"
	"go/constant"
	"maps"
	"reflect"
	"slices"
	"strings"
	"sync"

	"github.com/udl-go/lab/kernel/symbols/internal/pack"
)

//go:embed z_stubs_common.bin
var commonStubs []byte

// stubs are the opened packs; a later one holds what the earlier lack.
var stubs = sync.OnceValue(func() []*pack.Pack {
	var all []*pack.Pack
	for _, file := range [][]byte{nativeStubs, commonStubs} {
		if file == nil {
			continue
		}
		p, err := pack.Open(file)
		if err != nil {
			panic(fmt.Errorf("symbols: %w", err)) // the file is part of the binary
		}
		all = append(all, p)
	}
	return all
})

// offered is the set of Paths.
var offered = sync.OnceValue(func() map[string]bool {
	set := map[string]bool{}
	for _, p := range stubs() {
		if list, ok, err := p.Read("."); ok && err == nil {
			for _, path := range strings.Fields(list) {
				set[path] = true
			}
		}
	}
	return set
})

// Paths returns the import paths that a cell can use, sorted.
func Paths() []string { return slices.Sorted(maps.Keys(offered())) }

// Offered reports whether a cell can import the path.
func Offered(path string) bool { return offered()[path] }

// Elsewhere says where else a path can be imported that is not offered here:
// "natively", or "" for nowhere.
func Elsewhere(path string) string {
	for _, p := range stubs() {
		list, ok, err := p.Read(".native")
		if ok && err == nil && slices.Contains(strings.Fields(list), path) && !Offered(path) {
			return "natively"
		}
	}
	return ""
}

// Source returns the stub of a package: Go source of its exported declarations
// and of the types they mention. Functions have no body, except generic ones
// and what these use. There are stubs of more packages than a cell can import,
// because the ones it can mention them.
func Source(path string) (src string, ok bool) {
	if strings.HasPrefix(path, ".") {
		return "", false
	}
	for _, p := range stubs() {
		text, ok, err := p.Read(path)
		if err != nil {
			panic(fmt.Errorf("symbols: %w", err))
		}
		if ok {
			return hostConstants(path, text), true
		}
	}
	return "", false
}

// hostMark stands in a stub for the value of a constant that depends on the
// platform.
const hostMark = "host__"

// hostConstants puts the values of this platform into a stub.
func hostConstants(path, text string) string {
	if !strings.Contains(text, hostMark) {
		return text
	}
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		decl, ok := strings.CutSuffix(line, hostMark)
		if !ok {
			continue
		}
		name := strings.Fields(decl)[1]
		lines[i] = decl + literal(lookup(path, name))
	}
	return strings.Join(lines, "\n")
}

// lookup returns a symbol of the table.
func lookup(path, name string) reflect.Value {
	last := path[strings.LastIndex(path, "/")+1:]
	return Table[path+"/"+last][name]
}

// literal spells a constant of the table.
func literal(v reflect.Value) string {
	if c, ok := v.Interface().(constant.Value); ok {
		return c.ExactString()
	}
	if v.Kind() == reflect.String {
		return fmt.Sprintf("%q", v.String())
	}
	return fmt.Sprint(v.Interface())
}
