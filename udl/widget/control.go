package widget

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"sync"

	"github.com/udl-go/lab/udl"
)

// Control is one of this package's controls.
type Control interface {
	// Model is what the front end knows of the control.
	Model() *Model
}

// Model is the state of a control, which the front end and the program keep alike.
type Model struct {
	kind string        // of the widget: FloatSlider, Dropdown …
	text func() string // what it is where it cannot be drawn
	err  error         // of how it was made

	mu      sync.Mutex
	state   map[string]any
	take    func(key string, raw json.RawMessage) (any, bool) // reads a part of the state that the front end has changed
	clicked func()
	comm    udl.Comm
	changed func()
}

// newModel makes a model whose state is that of its kind with what is given.
func newModel(kind, label string, state map[string]any) *Model {
	const module, version = "@jupyter-widgets/controls", "2.0.0"
	all := map[string]any{
		"_dom_classes": []string{}, "_model_module": module, "_model_module_version": version, "_model_name": kind + "Model",
		"_view_count": nil, "_view_module": module, "_view_module_version": version, "_view_name": kind + "View",
		"description": label, "description_allow_html": false, "disabled": false, "layout": nil, "style": nil, "tabbable": nil, "tooltip": nil,
	}
	maps.Copy(all, state)
	return &Model{kind: kind, state: all}
}

// Version of the protocol of widgets, which the front end checks.
const protocol = "2.1.0"

// open makes the front end draw the control; changed is called after each change
// that comes from there.
func (c *Model) open(comms udl.Comms, changed func()) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if changed != nil {
		c.changed = changed
	}
	if c.comm != nil {
		return nil
	}
	data := map[string]any{"state": c.state, "buffer_paths": []string{}}
	comm, err := comms.Open("jupyter.widget", data, map[string]string{"version": protocol}, c.receive)
	if err != nil {
		return fmt.Errorf("widget: %s: %w", c.kind, err)
	}
	c.comm = comm
	return nil
}

// receive takes a message of the front end.
func (c *Model) receive(data []byte) {
	var m struct {
		Method  string                     `json:"method"`
		State   map[string]json.RawMessage `json:"state"`
		Content struct {
			Event string `json:"event"`
		} `json:"content"`
	}
	if json.Unmarshal(data, &m) != nil {
		return
	}
	switch m.Method {
	case "request_state":
		c.mu.Lock()
		defer c.mu.Unlock()
		_ = c.comm.Send(c.update(c.state)) // a front end that has gone asks again
	case "update":
		c.adopt(m.State)
	case "custom":
		if m.Content.Event != "click" {
			return
		}
		if c.clicked != nil {
			c.clicked()
		}
		c.tell()
	}
}

// adopt takes over what the front end has changed.
func (c *Model) adopt(state map[string]json.RawMessage) {
	news := false
	c.mu.Lock()
	for key, raw := range state {
		if c.take == nil || string(raw) == "null" {
			continue
		}
		if x, ok := c.take(key, raw); ok && c.state[key] != x {
			c.state[key], news = x, true
		}
	}
	c.mu.Unlock()
	if news {
		c.tell()
	}
}

func (c *Model) tell() {
	c.mu.Lock()
	f := c.changed
	c.mu.Unlock()
	if f != nil {
		f()
	}
}

func (c *Model) update(state map[string]any) any {
	return map[string]any{"method": "update", "state": state, "buffer_paths": []string{}}
}

// get returns a part of the state.
func (c *Model) get(key string) any {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.state[key]
}

// set changes a part of the state here and in the front end.
func (c *Model) set(key string, x any) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.state[key] = x
	if c.comm == nil {
		return nil
	}
	return c.comm.Send(c.update(map[string]any{key: x}))
}

// Show shows controls where ctx shows values. The error wraps udl.ErrRange for a
// control that was made of impossible values.
func Show(ctx context.Context, controls ...Control) error {
	for _, c := range controls {
		if err := show(ctx, c, nil); err != nil {
			return err
		}
	}
	return nil
}

func show(ctx context.Context, control Control, changed func()) error {
	c := control.Model()
	if c.err != nil {
		return c.err
	}
	b := udl.Bundle{"text/plain": c.text()}
	if comms := udl.CommsFrom(ctx); comms != nil {
		if err := c.open(comms, changed); err != nil {
			return err
		}
		b["application/vnd.jupyter.widget-view+json"] = map[string]any{"version_major": 2, "version_minor": 0, "model_id": c.comm.ID()}
	}
	udl.DisplayFrom(ctx)(b, "", false)
	return nil
}
