package message

import (
	"encoding/json"
	"slices"
	"sync"
)

// output publishes what one cell produces.
type output struct {
	core    *Core
	request request
	count   int
	silent  bool
	store   bool
	input   bool // the client can be asked

	mu     sync.Mutex
	result *string // plain text of the result, for the history
	next   []any   // payloads of the reply
	values map[string]any
}

// Stream implements Output.
func (o *output) Stream(name, text string) {
	if text != "" {
		o.core.publish(o.request, "stream", map[string]string{"name": name, "text": text})
	}
}

// Display implements Output.
func (o *output) Display(data any, id string, update bool) {
	kind := "display_data"
	if update {
		kind = "update_display_data"
	}
	transient := map[string]string{}
	if id != "" {
		transient["display_id"] = id
	}
	if raw := o.encode(data); raw != nil {
		o.core.publish(o.request, kind, withData(raw, map[string]any{"transient": transient}))
	}
}

// Result implements Output. A silent cell shows no result.
func (o *output) Result(data any) {
	if o.silent {
		return
	}
	raw := o.encode(data)
	if raw == nil {
		return
	}
	o.core.publish(o.request, "execute_result", withData(raw, map[string]any{"execution_count": o.count}))
	if !o.store || len(raw) > maxRemembered {
		return
	}
	var forms struct {
		Text *string `json:"text/plain"`
	}
	if json.Unmarshal(raw, &forms) == nil {
		o.mu.Lock()
		o.result = forms.Text
		o.mu.Unlock()
	}
}

// maxRemembered bounds the results that the history keeps.
const maxRemembered = 64 << 10

// encode returns data as JSON. Data that JSON cannot express, such as a NaN in
// application/json, becomes a line on stderr.
func (o *output) encode(data any) json.RawMessage {
	raw, err := encode(data)
	if err != nil {
		o.Stream("stderr", "cannot show this value: "+err.Error()+"\n")
		return nil
	}
	return raw
}

// withData returns the content of a message that shows data. The data may be
// large, so they are not encoded once more.
func withData(data json.RawMessage, rest map[string]any) json.RawMessage {
	rest["metadata"] = empty()
	tail, _ := encode(rest) // maps of strings and numbers
	content := make(json.RawMessage, 0, len(data)+len(tail)+len(`{"data":,`))
	content = append(append(content, `{"data":`...), data...)
	return append(append(content, ','), tail[1:]...)
}

// Clear implements Output.
func (o *output) Clear(wait bool) {
	o.core.publish(o.request, "clear_output", map[string]bool{"wait": wait})
}

func (o *output) text() *string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.result
}

// Next implements Output.
func (o *output) Next(text string) {
	o.pay(map[string]any{"source": "set_next_input", "text": text, "replace": true})
}

// Page implements Output.
func (o *output) Page(data any) {
	if raw := o.encode(data); raw != nil {
		o.pay(map[string]any{"source": "page", "start": 0, "data": raw})
	}
}

// pay adds to what the reply carries. Of two payloads from one source the later
// counts.
func (o *output) pay(p map[string]any) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.next = slices.DeleteFunc(o.next, func(x any) bool { return x.(map[string]any)["source"] == p["source"] })
	o.next = append(o.next, p)
}

// Answer implements Output.
func (o *output) Answer(name string, data any, f *Failure) {
	value := any(errorReply{Status: "error", Failure: f})
	if f == nil {
		raw, err := encode(data)
		value = map[string]any{"status": "ok", "data": raw, "metadata": empty()}
		if err != nil {
			value = errorReply{Status: "error", Failure: &Failure{Name: "display", Value: err.Error(), Traceback: []string{}}}
		}
	} else if f.Traceback == nil {
		f.Traceback = []string{}
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	o.values[name] = value
}

// answers are the values of the expressions that the request asked for.
func (o *output) answers() map[string]any {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.values
}

// payload is what the reply carries.
func (o *output) payload() []any {
	o.mu.Lock()
	defer o.mu.Unlock()
	return append([]any{}, o.next...)
}
