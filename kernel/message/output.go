package message

import (
	"encoding/json"
	"sync"
)

// output publishes what one cell produces.
type output struct {
	core    *Core
	request request
	count   int
	silent  bool
	store   bool

	mu     sync.Mutex
	result *string // plain text of the result, for the history
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
	o.show(kind, map[string]any{"data": data, "metadata": empty(), "transient": transient})
}

// Result implements Output. A silent cell shows no result.
func (o *output) Result(data any) {
	if o.silent {
		return
	}
	body := o.show("execute_result", map[string]any{"data": data, "metadata": empty(), "execution_count": o.count})
	if !o.store {
		return
	}
	var c struct {
		Data struct {
			Text *string `json:"text/plain"`
		} `json:"data"`
	}
	if json.Unmarshal(body, &c) == nil {
		o.mu.Lock()
		o.result = c.Data.Text
		o.mu.Unlock()
	}
}

// Clear implements Output.
func (o *output) Clear(wait bool) {
	o.core.publish(o.request, "clear_output", map[string]bool{"wait": wait})
}

// show publishes data and returns the content. Data that JSON cannot express,
// such as a NaN in application/json, becomes a line on stderr.
func (o *output) show(kind string, content any) json.RawMessage {
	body, err := encode(content)
	if err != nil {
		o.Stream("stderr", "cannot show this value: "+err.Error()+"\n")
		return nil
	}
	o.core.publish(o.request, kind, body)
	return body
}

func (o *output) text() *string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.result
}
