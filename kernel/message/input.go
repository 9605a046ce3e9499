package message

import (
	"context"
	"encoding/json"
	"errors"
)

// errNoInput is why a cell that its client cannot be asked about gets no line.
var errNoInput = errors.New("this client cannot be asked for input")

// Input implements Output: one question at a time, in the order they come.
func (o *output) Input(ctx context.Context, prompt string, password bool) (string, error) {
	if !o.input {
		return "", errNoInput
	}
	c := o.core
	select {
	case c.asking <- struct{}{}:
		defer func() { <-c.asking }()
	case <-ctx.Done():
		return "", ctx.Err()
	case <-c.life.Done():
		return "", c.life.Err()
	}
	select { // an answer that came too late
	case <-c.answers:
	default:
	}
	r := o.request
	c.expecting.Store(true)
	defer c.expecting.Store(false)
	c.send(Message{Channel: Stdin, Identities: r.Identities, Parent: r.Header}, "input_request",
		map[string]any{"prompt": prompt, "password": password})
	select {
	case line := <-c.answers:
		return line, nil
	case <-ctx.Done():
		return "", ctx.Err()
	case <-c.life.Done():
		return "", c.life.Err()
	}
}

// answered takes a client's answer. One that nobody waits for is dropped.
func (c *Core) answered(m Message) {
	var q struct {
		Value string `json:"value"`
	}
	if json.Unmarshal(m.Content, &q) != nil || !c.expecting.Load() {
		return
	}
	select {
	case c.answers <- q.Value:
	default:
	}
}
