package notebook

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
)

// ErrFormat reports a file that is not a notebook of format 4.
var ErrFormat = errors.New("not a notebook of format 4")

// ReadFile reads a notebook from a file.
func ReadFile(name string) (*Notebook, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	n, err := Read(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return n, nil
}

// Read reads a notebook of any format 4.x. Cells without an id, which came with
// 4.5, get one.
func Read(r io.Reader) (*Notebook, error) {
	b, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	if len(bytes.TrimSpace(b)) == 0 {
		return nil, fmt.Errorf("%w: the file is empty", ErrFormat)
	}
	if err := checkSyntax(b); err != nil {
		return nil, err
	}
	d := &decoder{}
	n := d.notebook(b)
	if d.err != nil {
		return nil, d.err
	}
	n.addIDs()
	return n, nil
}

// checkSyntax reports where JSON is broken, by line.
func checkSyntax(b []byte) error {
	var v json.RawMessage
	err := json.Unmarshal(b, &v)
	if err == nil {
		return nil
	}
	var syntax *json.SyntaxError
	if !errors.As(err, &syntax) {
		return fmt.Errorf("%w: %w", ErrFormat, err)
	}
	line := 1 + bytes.Count(b[:min(int(syntax.Offset), len(b))], []byte("\n"))
	return fmt.Errorf("%w: line %d: %w", ErrFormat, line, err)
}

// addIDs names the cells that have no id of their own by their place.
func (n *Notebook) addIDs() {
	used := map[string]bool{}
	for _, c := range n.Cells {
		used[c.ID] = true
	}
	seen := map[string]bool{"": true}
	for i, c := range n.Cells {
		for k := i; seen[c.ID]; k++ {
			if id := "cell-" + strconv.Itoa(k); !used[id] {
				c.ID = id
			}
		}
		seen[c.ID], used[c.ID] = true, true
	}
}
