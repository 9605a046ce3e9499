package message

import (
	"encoding/json"
	"unicode/utf8"
)

// cursor is what completion and inspection ask about.
type cursor struct {
	Code   string `json:"code"`
	Pos    *int   `json:"cursor_pos"`
	Detail int    `json:"detail_level"`
}

// position returns the cursor in code points, clamped to the code.
func (q cursor) position() int {
	n := utf8.RuneCountInString(q.Code)
	if q.Pos == nil {
		return n
	}
	return min(max(*q.Pos, 0), n)
}

// completion is a match as JupyterLab shows it.
type completion struct {
	Start     int    `json:"start"`
	End       int    `json:"end"`
	Text      string `json:"text"`
	Type      string `json:"type"`
	Signature string `json:"signature"`
}

func (c *Core) complete(r request) {
	var q cursor
	if err := json.Unmarshal(r.Content, &q); err != nil {
		c.refuse(r, err)
		return
	}
	found := c.cfg.Evaluator.Complete(q.Code, q.position())
	texts := make([]string, len(found.Matches))
	typed := make([]completion, len(found.Matches))
	for i, m := range found.Matches {
		texts[i] = m.Text
		typed[i] = completion{found.Start, found.End, m.Text, m.Type, m.Signature}
	}
	c.reply(r, map[string]any{
		"status": "ok", "matches": texts, "cursor_start": found.Start, "cursor_end": found.End,
		"metadata": map[string]any{"_jupyter_types_experimental": typed},
	})
}

func (c *Core) inspect(r request) {
	var q cursor
	if err := json.Unmarshal(r.Content, &q); err != nil {
		c.refuse(r, err)
		return
	}
	data := empty()
	found := c.cfg.Evaluator.Inspect(q.Code, q.position(), q.Detail)
	if found != nil {
		if raw, err := encode(found); err == nil {
			data = raw
		}
	}
	c.reply(r, map[string]any{"status": "ok", "found": found != nil, "data": data, "metadata": empty()})
}
