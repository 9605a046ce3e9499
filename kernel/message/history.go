package message

import (
	"encoding/json"
	"path"
	"slices"
)

// Past is a cell that was executed.
type Past struct {
	Session int     `json:"session"`
	Line    int     `json:"line"` // its execution count
	Code    string  `json:"code"`
	Result  *string `json:"result,omitempty"` // plain text, nil without one
}

// History keeps cells beyond the life of a kernel. Core calls its methods one at a
// time.
type History interface {
	// Session is the number of this kernel's session: more than that of any
	// earlier one, and at least 1.
	Session() int
	// Earlier returns the cells of earlier sessions, the oldest first.
	Earlier() []Past
	// Add keeps a cell of this session.
	Add(p Past)
}

// forgetful is the History of a kernel that has none.
type forgetful struct{}

func (forgetful) Session() int    { return 1 }
func (forgetful) Earlier() []Past { return nil }
func (forgetful) Add(Past)        {}

// history is the cells of earlier sessions and of this one, the oldest first.
type history []Past

type historyRequest struct {
	Output  bool   `json:"output"`
	Access  string `json:"hist_access_type"`
	Session int    `json:"session"`
	Start   int    `json:"start"`
	Stop    *int   `json:"stop"`
	N       *int   `json:"n"`
	Pattern string `json:"pattern"`
	Unique  bool   `json:"unique"`
}

// remember adds a cell that has run. The lock is held.
func (c *Core) remember(code string, result *string) {
	p := Past{Session: c.cfg.History.Session(), Line: c.count, Code: code, Result: result}
	c.history = append(c.history, p)
	c.cfg.History.Add(p)
}

// past is all that can be remembered. The lock is held.
func (c *Core) past() history {
	if !c.recalled {
		c.history = slices.Concat(c.cfg.History.Earlier(), c.history)
		c.recalled = true
	}
	return c.history
}

// historyReply answers with rows of session, line and code, or of session, line
// and the pair of code and result.
func (c *Core) historyReply(r request) {
	var q historyRequest
	if err := json.Unmarshal(r.Content, &q); err != nil {
		c.refuse(r, err)
		return
	}
	c.mu.Lock()
	found := c.past().find(q, c.cfg.History.Session())
	c.mu.Unlock()
	rows := make([]any, len(found))
	for i, e := range found {
		rows[i] = []any{e.Session, e.Line, e.Code}
		if q.Output {
			rows[i] = []any{e.Session, e.Line, []any{e.Code, e.Result}}
		}
	}
	c.reply(r, map[string]any{"status": "ok", "history": rows})
}

func (h history) find(q historyRequest, current int) history {
	switch q.Access {
	case "tail":
		return h.last(q.N)
	case "range":
		return h.between(q, current)
	case "search":
		return h.search(q)
	}
	return nil
}

func (h history) last(n *int) history {
	if n == nil {
		return h
	}
	return h[max(0, len(h)-max(0, *n)):]
}

// between returns the lines start ≤ line < stop of a session: by its number, or,
// from 0 downwards, counted back from the current one.
func (h history) between(q historyRequest, current int) (found history) {
	if q.Session <= 0 {
		q.Session += current
	}
	for _, e := range h {
		if e.Session == q.Session && e.Line >= q.Start && (q.Stop == nil || e.Line < *q.Stop) {
			found = append(found, e)
		}
	}
	return found
}

// search returns the cells that match a glob pattern in which * also spans
// slashes and lines; with unique set, the latest of equal cells.
func (h history) search(q historyRequest) (found history) {
	seen := map[string]bool{}
	for _, e := range slices.Backward(h) {
		if !glob(q.Pattern, e.Code) || q.Unique && seen[e.Code] {
			continue
		}
		seen[e.Code] = true
		found = append(found, e)
	}
	slices.Reverse(found)
	return found.last(q.N)
}

// glob matches like path.Match, with * matching everything.
func glob(pattern, s string) bool {
	hide := func(s string) string {
		b := []byte(s)
		for i := range b {
			if b[i] == '/' {
				b[i] = 0
			}
		}
		return string(b)
	}
	ok, err := path.Match(hide(pattern), hide(s))
	return err == nil && ok
}
