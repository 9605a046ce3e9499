package udl

import (
	"html"
	"strings"
)

// Card is what a model, a layer or a data set says of itself, a line each: what it
// is, how it is set, in what state it is.
type Card []string

// String returns the lines.
func (c Card) String() string { return strings.Join(c, "\n") }

// HTML is the card for a notebook: the first line stands out.
func (c Card) HTML() string {
	if len(c) == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString(`<div style="border-left:3px solid #0072b2;padding:.2em .8em;margin:4px 0;font-variant-numeric:tabular-nums"><strong>`)
	b.WriteString(html.EscapeString(c[0]) + "</strong>")
	for _, line := range c[1:] {
		b.WriteString("<br/>" + html.EscapeString(line))
	}
	b.WriteString("</div>")
	return b.String()
}
