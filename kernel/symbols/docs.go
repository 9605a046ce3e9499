package symbols

import (
	"fmt"
	"strings"
	"sync"

	"github.com/udl-go/lab/kernel/symbols/internal/pack"
)

// documents are the packs of documentation and the packages read from them.
var documents struct {
	sync.Mutex
	packs []*pack.Pack
	read  map[string]map[string]string // by path and name
}

// SetDocs adds a pack of documentation. Natively the packs are part of the
// binary; a browser downloads z_docs_common.bin when it has time.
func SetDocs(file []byte) error {
	p, err := pack.Open(file)
	if err != nil {
		return fmt.Errorf("symbols: documentation: %w", err)
	}
	documents.Lock()
	defer documents.Unlock()
	documents.packs = append(documents.packs, p)
	documents.read = map[string]map[string]string{}
	return nil
}

// Doc returns the first paragraph of the documentation of a name, in one line:
// Func, Type, Type.Method, Type.Field, or "" for the package itself. It is empty
// where there is none. The first question about a package unpacks its texts.
func Doc(path, name string) string {
	documents.Lock()
	defer documents.Unlock()
	all, ok := documents.read[path]
	if !ok {
		for _, p := range documents.packs {
			if text, found, err := p.Read(path); found && err == nil {
				all = map[string]string{}
				for line := range strings.Lines(text) {
					key, paragraph, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
					all[key] = paragraph
				}
			}
		}
		if documents.read == nil {
			return ""
		}
		documents.read[path] = all
	}
	return all[name]
}
