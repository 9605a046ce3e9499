package message

import (
	"encoding/json"
	"maps"
)

// channel is what a client needs to know of an open channel.
type channel struct {
	Target string `json:"target_name"`
}

// commContent is what Core reads of a message on a channel.
type commContent struct {
	ID     string `json:"comm_id"`
	Target string `json:"target_name"`
}

// comm passes a client's message on. A channel that is not there is closed, so
// that the client knows.
func (c *Core) comm(r request) {
	var q commContent
	if json.Unmarshal(r.Content, &q) != nil || q.ID == "" {
		return
	}
	ctx, count := c.begin(false)
	out := &output{core: c, request: r, count: count, silent: true, values: map[string]any{}}
	known := c.cfg.Evaluator.Comm(ctx, r.kind, r.Content, out)
	c.finish(false, "", nil)
	if known && r.kind != "comm_close" {
		return
	}
	c.mu.Lock()
	delete(c.comms, q.ID)
	c.mu.Unlock()
	if r.kind != "comm_close" {
		c.publish(r, "comm_close", map[string]any{"comm_id": q.ID, "data": empty()})
	}
}

// Comm implements Output.
func (o *output) Comm(kind string, content, metadata json.RawMessage) {
	var q commContent
	if json.Unmarshal(content, &q) != nil {
		return
	}
	c := o.core
	c.mu.Lock()
	switch kind {
	case "comm_open":
		c.comms[q.ID] = channel{q.Target}
	case "comm_close":
		delete(c.comms, q.ID)
	}
	c.mu.Unlock()
	c.send(Message{Channel: IOPub, Parent: o.request.Header, Metadata: metadata}, kind, content)
}

// commInfo lists the open channels, those to one target if the client names it.
func (c *Core) commInfo(r request) {
	var q commContent
	if err := json.Unmarshal(r.Content, &q); err != nil {
		c.refuse(r, err)
		return
	}
	c.mu.Lock()
	all := maps.Clone(c.comms)
	c.mu.Unlock()
	maps.DeleteFunc(all, func(_ string, ch channel) bool { return q.Target != "" && ch.Target != q.Target })
	c.reply(r, map[string]any{"status": "ok", "comms": all})
}
