package message

import (
	"context"
	"encoding/json"
	"strings"
	"time"
)

type executeRequest struct {
	Code            string         `json:"code"`
	Silent          bool           `json:"silent"`
	StoreHistory    *bool          `json:"store_history"`
	StopOnError     *bool          `json:"stop_on_error"`
	AllowStdin      bool           `json:"allow_stdin"`
	UserExpressions map[string]any `json:"user_expressions"`
}

type executeReply struct {
	Status          string         `json:"status"`
	Count           int            `json:"execution_count"`
	Payload         []any          `json:"payload"`
	UserExpressions map[string]any `json:"user_expressions"`
}

type errorReply struct {
	Status string `json:"status"`
	*Failure
	Count *int `json:"execution_count,omitempty"`
}

// execute runs a cell: counter, input, output, error, reply. What it returns
// aborts the queue after a failure.
func (c *Core) execute(r request) (after func()) {
	var q executeRequest
	if err := json.Unmarshal(r.Content, &q); err != nil {
		c.refuse(r, err)
		return nil
	}
	store := !q.Silent && (q.StoreHistory == nil || *q.StoreHistory) && strings.TrimSpace(q.Code) != ""
	ctx, count := c.begin(store)
	if !q.Silent {
		c.publish(r, "execute_input", map[string]any{"code": q.Code, "execution_count": count})
	}
	r.Content = nil // outputs outlive their cell
	out := &output{core: c, request: r, count: count, silent: q.Silent, store: store, input: q.AllowStdin, values: map[string]any{}}
	cell := Cell{Code: q.Code, Number: count, Silent: q.Silent, Input: q.AllowStdin, Expressions: expressions(q.UserExpressions, out)}
	f := c.cfg.Evaluator.Execute(ctx, cell, out)
	c.finish(store, q.Code, out.text())
	if f == nil {
		c.reply(r, executeReply{Status: "ok", Count: count, Payload: out.payload(), UserExpressions: out.answers()})
		return nil
	}
	if f.Traceback == nil {
		f.Traceback = []string{}
	}
	if !q.Silent {
		c.publish(r, "error", f)
	}
	stop := q.StopOnError == nil || *q.StopOnError
	if stop {
		c.wait(r)
	}
	aborted := c.takeExecutes(stop)
	c.reply(r, errorReply{Status: "error", Failure: f, Count: &count})
	return func() { c.abort(aborted) }
}

// begin starts a cell: it counts it and makes it interruptible.
func (c *Core) begin(store bool) (context.Context, int) {
	ctx, cancel := context.WithCancel(c.life)
	c.mu.Lock()
	defer c.mu.Unlock()
	if store {
		c.count++
	}
	c.cancel = cancel
	return ctx, c.count
}

// finish ends a cell and remembers it.
func (c *Core) finish(store bool, code string, result *string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.cancel()
	c.cancel = nil
	if store {
		c.remember(code, result)
	}
}

// wait gives requests that were sent together with r the time to arrive.
func (c *Core) wait(r request) {
	d := c.cfg.AbortWindow - time.Since(r.arrived)
	if d <= 0 {
		return
	}
	select {
	case <-time.After(d):
	case <-c.life.Done():
	}
}

// takeExecutes removes the waiting execute requests from the queue.
func (c *Core) takeExecutes(stop bool) []request {
	if !stop {
		return nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	var taken, rest []request
	for _, r := range c.queue {
		if r.kind == "execute_request" {
			taken = append(taken, r)
		} else {
			rest = append(rest, r)
		}
	}
	c.queue = rest
	return taken
}

// abort answers requests that will not run because an earlier one failed.
func (c *Core) abort(rs []request) {
	for _, r := range rs {
		c.publish(r, "status", state("busy"))
		c.mu.Lock()
		count := c.count
		c.mu.Unlock()
		f := &Failure{Name: "Aborted", Value: "not run: a cell before it failed", Traceback: []string{}}
		c.reply(r, errorReply{Status: "aborted", Failure: f, Count: &count})
		c.publish(r, "status", state("idle"))
	}
}

// refuse answers a request whose content cannot be read.
func (c *Core) refuse(r request, err error) {
	f := &Failure{Name: "BadRequest", Value: r.kind + ": " + err.Error(), Traceback: []string{}}
	e := errorReply{Status: "error", Failure: f}
	if r.kind == "execute_request" {
		c.mu.Lock()
		count := c.count
		c.mu.Unlock()
		e.Count = &count
	}
	c.reply(r, e)
}

// expressions are those of a request that can be evaluated; the others are
// answered with an error.
func expressions(asked map[string]any, out *output) map[string]string {
	texts := map[string]string{}
	for name, x := range asked {
		text, ok := x.(string)
		if !ok {
			out.Answer(name, nil, &Failure{Name: "BadRequest", Value: "an expression is a text"})
			continue
		}
		texts[name] = text
	}
	return texts
}
