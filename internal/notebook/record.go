package notebook

import (
	"encoding/json"
	"maps"
	"strconv"

	"github.com/udl-go/lab/kernel/message"
)

// recorder files what a kernel publishes under the cells of a notebook.
type recorder struct {
	shown   map[string][]*Output // outputs by display id, across cells
	waiting map[*Cell]bool       // cells to clear before their next output
}

func newRecorder() *recorder {
	return &recorder{shown: map[string][]*Output{}, waiting: map[*Cell]bool{}}
}

// published is the content of the messages that outputs come from.
type published struct {
	Name      string          `json:"name"`
	Text      string          `json:"text"`
	Data      fields          `json:"data"`
	Metadata  fields          `json:"metadata"`
	Count     int             `json:"execution_count"`
	ErrorName string          `json:"ename"`
	Value     string          `json:"evalue"`
	Traceback []string        `json:"traceback"`
	Wait      bool            `json:"wait"`
	Transient transientFields `json:"transient"`
}

type transientFields struct {
	ID string `json:"display_id"`
}

// record applies one message to the cell that caused it.
func (r *recorder) record(c *Cell, kind string, content json.RawMessage) error {
	var p published
	if err := json.Unmarshal(content, &p); err != nil {
		return err
	}
	switch kind {
	case "stream":
		r.stream(c, p.Name, p.Text)
	case "display_data":
		r.show(c, &Output{Kind: Display, Data: p.Data, Metadata: p.Metadata}, p.Transient.ID)
	case "execute_result":
		r.show(c, &Output{Kind: Result, Data: p.Data, Metadata: p.Metadata, Count: p.Count}, p.Transient.ID)
	case "update_display_data":
		for _, o := range r.shown[p.Transient.ID] {
			o.Data, o.Metadata = maps.Clone(p.Data), maps.Clone(p.Metadata)
		}
	case "error":
		r.show(c, &Output{Kind: Error, Failure: Failure{Name: p.ErrorName, Value: p.Value, Traceback: p.Traceback}}, "")
	case "clear_output":
		if p.Wait {
			r.waiting[c] = true
		} else {
			r.clear(c)
		}
	}
	return nil
}

// stream appends to the last output when that is the same stream.
func (r *recorder) stream(c *Cell, name, text string) {
	r.clearWaiting(c)
	if n := len(c.Outputs); n > 0 && c.Outputs[n-1].Kind == Stream && c.Outputs[n-1].Name == name {
		c.Outputs[n-1].Text += text
		return
	}
	c.Outputs = append(c.Outputs, &Output{Kind: Stream, Name: name, Text: text})
}

func (r *recorder) show(c *Cell, o *Output, id string) {
	r.clearWaiting(c)
	c.Outputs = append(c.Outputs, o)
	if id != "" {
		r.shown[id] = append(r.shown[id], o)
	}
}

func (r *recorder) clearWaiting(c *Cell) {
	if r.waiting[c] {
		r.clear(c)
	}
}

// clear empties a cell and forgets the places that were in it.
func (r *recorder) clear(c *Cell) {
	gone := map[*Output]bool{}
	for _, o := range c.Outputs {
		gone[o] = true
	}
	for id, places := range r.shown {
		var kept []*Output
		for _, o := range places {
			if !gone[o] {
				kept = append(kept, o)
			}
		}
		r.shown[id] = kept
	}
	c.Outputs = nil
	delete(r.waiting, c)
}

// requestID names the request that runs the cell at place i.
func requestID(i int) string { return "cell-" + strconv.Itoa(i) }

// note returns the one line that a message says about a running cell: the plain
// text of what it shows, or the last line it prints.
func note(m message.Message) string {
	var p published
	if json.Unmarshal(m.Content, &p) != nil {
		return ""
	}
	switch m.Type() {
	case "display_data", "update_display_data":
		o := Output{Data: p.Data}
		s, _ := o.MIME("text/plain")
		return lastLine(s)
	case "stream":
		return lastLine(p.Text)
	}
	return ""
}
