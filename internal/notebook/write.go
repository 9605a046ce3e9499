package notebook

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/udl-go/lab/internal/atomicfile"
)

// Write writes a notebook of format 4.5 the way Jupyter does: keys sorted, texts
// as lists of lines, indented by one.
func (n *Notebook) Write(w io.Writer) error {
	doc := members(n.extra)
	doc["nbformat"], doc["nbformat_minor"] = 4, 5
	doc["metadata"] = orEmpty(n.Metadata)
	cells := make([]any, len(n.Cells))
	for i, c := range n.Cells {
		cells[i] = c.members()
	}
	doc["cells"] = cells
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	return e.Encode(doc)
}

// WriteFile writes a notebook to a file, which appears whole or not at all.
// Missing folders are made.
func (n *Notebook) WriteFile(name string) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return fmt.Errorf("cannot make the folder: %w", err)
	}
	return atomicfile.Write(name, n.Write)
}

func (c *Cell) members() map[string]any {
	m := members(c.extra)
	m["id"], m["cell_type"] = c.ID, c.Kind
	m["metadata"], m["source"] = orEmpty(c.Metadata), lines(c.Source)
	if c.Kind != Code {
		return m
	}
	m["execution_count"] = countOrNull(c.Count)
	outputs := make([]any, len(c.Outputs))
	for i, o := range c.Outputs {
		outputs[i] = o.members()
	}
	m["outputs"] = outputs
	return m
}

func (o *Output) members() map[string]any {
	m := members(o.extra)
	m["output_type"] = o.Kind
	switch o.Kind {
	case Stream:
		m["name"], m["text"] = o.Name, lines(o.Text)
	case Error:
		m["ename"], m["evalue"] = o.Failure.Name, o.Failure.Value
		m["traceback"] = append([]string{}, o.Failure.Traceback...)
	default:
		m["data"], m["metadata"] = bundle(o.Data), orEmpty(o.Metadata)
		if o.Kind == Result {
			m["execution_count"] = countOrNull(o.Count)
		}
	}
	return m
}

// bundle writes texts as lists of lines and leaves all else as it is.
func bundle(data map[string]json.RawMessage) map[string]any {
	m := members(data)
	for mime, raw := range data {
		if !strings.HasPrefix(mime, "text/") && mime != "image/svg+xml" && mime != "application/javascript" {
			continue
		}
		if s, err := readText(raw); err == nil {
			m[mime] = lines(s)
		}
	}
	return m
}

func members(raw map[string]json.RawMessage) map[string]any {
	m := make(map[string]any, len(raw))
	for k, v := range raw {
		m[k] = v
	}
	return m
}

func orEmpty(m map[string]json.RawMessage) map[string]json.RawMessage {
	if m == nil {
		return map[string]json.RawMessage{}
	}
	return m
}

func countOrNull(n int) any {
	if n == 0 {
		return nil
	}
	return n
}

// lines splits a text after each newline.
func lines(s string) []string {
	if s == "" {
		return []string{}
	}
	parts := strings.SplitAfter(s, "\n")
	if parts[len(parts)-1] == "" {
		parts = parts[:len(parts)-1]
	}
	return parts
}
