package message

import (
	"encoding/json"
	"path"
	"slices"
)

// entry is one executed cell.
type entry struct {
	line   int
	code   string
	result *string // plain text of the result, nil without one
}

// history is the cells of this session, the oldest first. Sessions are not kept
// beyond the life of the kernel, so there is one session, numbered 1.
type history []entry

const historySession = 1

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

// historyReply answers with rows of session, line and code, or of session, line
// and the pair of code and result.
func (c *Core) historyReply(r request) {
	var q historyRequest
	if err := json.Unmarshal(r.Content, &q); err != nil {
		c.refuse(r, err)
		return
	}
	c.mu.Lock()
	found := c.history.find(q)
	c.mu.Unlock()
	rows := make([]any, len(found))
	for i, e := range found {
		rows[i] = []any{historySession, e.line, e.code}
		if q.Output {
			rows[i] = []any{historySession, e.line, []any{e.code, e.result}}
		}
	}
	c.reply(r, map[string]any{"status": "ok", "history": rows})
}

func (h history) find(q historyRequest) history {
	switch q.Access {
	case "tail":
		return h.last(q.N)
	case "range":
		return h.between(q)
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

// between returns lines start ≤ line < stop. Session 0 and below count from the
// current one, as a client without memory of numbers asks.
func (h history) between(q historyRequest) (found history) {
	if q.Session > historySession || q.Session < 0 {
		return nil
	}
	for _, e := range h {
		if e.line >= q.Start && (q.Stop == nil || e.line < *q.Stop) {
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
		if !glob(q.Pattern, e.code) || q.Unique && seen[e.code] {
			continue
		}
		seen[e.code] = true
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
