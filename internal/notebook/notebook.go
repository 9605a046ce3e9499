package notebook

import "encoding/json"

// The kinds of cells.
const (
	Code     = "code"
	Markdown = "markdown"
	Raw      = "raw"
)

// The kinds of outputs.
const (
	Stream  = "stream"
	Display = "display_data"
	Result  = "execute_result"
	Error   = "error"
)

// Notebook is a document of cells.
type Notebook struct {
	Cells    []*Cell
	Metadata map[string]json.RawMessage
	extra    map[string]json.RawMessage
}

// Cell is one cell. Count and Outputs belong to code cells.
type Cell struct {
	ID       string
	Kind     string // Code, Markdown or Raw
	Source   string
	Metadata map[string]json.RawMessage
	Count    int // execution count; 0 for a cell that has not run
	Outputs  []*Output
	extra    map[string]json.RawMessage
}

// Output is one output of a code cell.
type Output struct {
	Kind string // Stream, Display, Result or Error

	Name string // of a stream: "stdout" or "stderr"
	Text string // of a stream

	Data     map[string]json.RawMessage // of a display or result, by MIME type
	Metadata map[string]json.RawMessage // of a display or result
	Count    int                        // of a result

	Failure Failure // of an error

	extra map[string]json.RawMessage
}

// Failure is the content of an error output.
type Failure struct {
	Name, Value string
	Traceback   []string
}

// MIME returns the text that an output holds for a MIME type.
func (o *Output) MIME(mime string) (string, bool) {
	raw, ok := o.Data[mime]
	if !ok {
		return "", false
	}
	s, err := readText(raw)
	return s, err == nil
}

// Tagged reports whether a cell carries a tag.
func (c *Cell) Tagged(tag string) bool {
	var tags []string
	if json.Unmarshal(c.Metadata["tags"], &tags) != nil {
		return false
	}
	for _, t := range tags {
		if t == tag {
			return true
		}
	}
	return false
}

// Clear forgets that the cells have run.
func (n *Notebook) Clear() {
	for _, c := range n.Cells {
		c.Count, c.Outputs = 0, nil
	}
}

// Attachments returns the pictures that are stored in a Markdown cell: an object
// of names, MIME types and base64, as JSON.
func (c *Cell) Attachments() json.RawMessage { return c.extra["attachments"] }
