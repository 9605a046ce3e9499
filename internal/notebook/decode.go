package notebook

import (
	"encoding/json"
	"fmt"
	"maps"
	"strings"
)

// fields are the members of a JSON object that have not been read yet.
type fields map[string]json.RawMessage

// decoder reads the parts of a notebook and keeps the first error, which names
// the place.
type decoder struct{ err error }

func (d *decoder) fail(at, want string, raw json.RawMessage) {
	if d.err != nil {
		return
	}
	got := string(raw)
	if len(got) > 40 {
		got = got[:40] + "…"
	}
	if got == "" {
		got = "nothing"
	}
	d.err = fmt.Errorf("%w: %s: want %s, got %s", ErrFormat, at, want, got)
}

func (d *decoder) notebook(raw json.RawMessage) *Notebook {
	f := d.object("notebook", raw)
	major, minor := d.number("nbformat", f.take("nbformat")), d.number("nbformat_minor", f.take("nbformat_minor"))
	if d.err == nil && major != 4 {
		d.err = fmt.Errorf("%w: nbformat is %d.%d: open it in JupyterLab and save it again", ErrFormat, major, minor)
		return nil
	}
	n := &Notebook{Metadata: d.object("metadata", f.take("metadata"))}
	for i, c := range d.list("cells", f.take("cells")) {
		n.Cells = append(n.Cells, d.cell(fmt.Sprintf("cells[%d]", i), c))
	}
	n.extra = f
	return n
}

func (d *decoder) cell(at string, raw json.RawMessage) *Cell {
	f := d.object(at, raw)
	c := &Cell{
		Kind:     d.text(at+".cell_type", f.take("cell_type")),
		Source:   d.text(at+".source", f.take("source")),
		Metadata: d.object(at+".metadata", f.take("metadata")),
	}
	if id, ok := f["id"]; ok {
		c.ID = d.text(at+".id", id)
		delete(f, "id")
	}
	switch c.Kind {
	case Code:
		c.Count = d.count(at+".execution_count", f.take("execution_count"))
		for i, o := range d.list(at+".outputs", f.take("outputs")) {
			c.Outputs = append(c.Outputs, d.output(fmt.Sprintf("%s.outputs[%d]", at, i), o))
		}
	case Markdown, Raw:
	default:
		d.fail(at+".cell_type", "code, markdown or raw", json.RawMessage(c.Kind))
	}
	c.extra = f
	return c
}

func (d *decoder) output(at string, raw json.RawMessage) *Output {
	f := d.object(at, raw)
	o := &Output{Kind: d.text(at+".output_type", f.take("output_type"))}
	switch o.Kind {
	case Stream:
		o.Name, o.Text = d.text(at+".name", f.take("name")), d.text(at+".text", f.take("text"))
	case Display, Result:
		o.Data = d.object(at+".data", f.take("data"))
		o.Metadata = d.object(at+".metadata", f.take("metadata"))
		if o.Kind == Result {
			o.Count = d.count(at+".execution_count", f.take("execution_count"))
		}
	case Error:
		o.Failure = Failure{Name: d.text(at+".ename", f.take("ename")), Value: d.text(at+".evalue", f.take("evalue"))}
		for i, line := range d.list(at+".traceback", f.take("traceback")) {
			o.Failure.Traceback = append(o.Failure.Traceback, d.text(fmt.Sprintf("%s.traceback[%d]", at, i), line))
		}
	default:
		d.fail(at+".output_type", "stream, display_data, execute_result or error", json.RawMessage(o.Kind))
	}
	o.extra = f
	return o
}

// take removes a member and returns it, nil when there is none.
func (f fields) take(name string) json.RawMessage {
	raw := f[name]
	delete(f, name)
	return raw
}

func (d *decoder) object(at string, raw json.RawMessage) fields {
	f := fields{}
	if json.Unmarshal(raw, &f) != nil || f == nil {
		d.fail(at, "an object", raw)
		return fields{}
	}
	return maps.Clone(f)
}

func (d *decoder) list(at string, raw json.RawMessage) (items []json.RawMessage) {
	if json.Unmarshal(raw, &items) != nil || items == nil {
		d.fail(at, "a list", raw)
	}
	return items
}

func (d *decoder) number(at string, raw json.RawMessage) (i int) {
	if string(raw) == "null" || json.Unmarshal(raw, &i) != nil {
		d.fail(at, "a whole number", raw)
	}
	return i
}

// count is a number that may be null.
func (d *decoder) count(at string, raw json.RawMessage) int {
	if string(raw) == "null" || raw == nil {
		return 0
	}
	return d.number(at, raw)
}

func (d *decoder) text(at string, raw json.RawMessage) string {
	s, err := readText(raw)
	if err != nil {
		d.fail(at, "a string or a list of strings", raw)
	}
	return s
}

// readText reads a text, which a notebook writes as a string or as the list of
// its lines.
func readText(raw json.RawMessage) (string, error) {
	var v any
	if err := json.Unmarshal(raw, &v); err != nil {
		return "", err
	}
	switch v := v.(type) {
	case string:
		return v, nil
	case []any:
		var b strings.Builder
		for _, line := range v {
			s, ok := line.(string)
			if !ok {
				return "", fmt.Errorf("%w: a line of text is %v", ErrFormat, line)
			}
			b.WriteString(s)
		}
		return b.String(), nil
	}
	return "", fmt.Errorf("%w: a text is %v", ErrFormat, v)
}
