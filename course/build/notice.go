package build

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// digitsNotice says where the data come from.
const digitsNotice = `The digits under data/mnist are the first ones of the MNIST database of
handwritten digits by Yann LeCun, Corinna Cortes and Christopher J. C. Burges.
`

// addNotice adds NOTICE.txt: the licenses of everything that is compiled into
// the page's kernel, and where the digits come from.
func addNotice(ctx context.Context, o Options, files map[string][]byte) error {
	root, err := source(ctx, o)
	if err != nil {
		return err
	}
	goroot, err := run(ctx, root, "env", "GOROOT")
	if err != nil {
		return err
	}
	list, err := run(ctx, root, "list", "-deps", "-f", "{{with .Module}}{{.Path}}\t{{.Dir}}{{end}}", "./wasm")
	if err != nil {
		return err
	}
	modules := strings.Split(list, "\n")
	slices.Sort(modules)
	modules = append([]string{"The Go standard library and wasm_exec.js\t" + goroot}, slices.Compact(modules)...)
	b := bytes.NewBufferString(digitsNotice)
	for _, m := range modules {
		name, dir, ok := strings.Cut(m, "\t")
		if !ok {
			continue // the standard library's packages
		}
		text, err := os.ReadFile(filepath.Join(dir, "LICENSE"))
		if err != nil {
			return fmt.Errorf("the license of %s: %w", name, err)
		}
		fmt.Fprintf(b, "\n%s\n%s\n\n%s", strings.Repeat("-", 72), name, text)
	}
	files["NOTICE.txt"] = b.Bytes()
	return nil
}
