package cell

import (
	"go/token"
	"strings"
)

// Complete says whether a text can run as it is: "complete", "incomplete" with
// the indent of the line that would follow, or "invalid".
func Complete(text string) (status, indent string) {
	p := newParse(token.NewFileSet(), 0, text)
	p.cell()
	if len(p.errs) == 0 {
		return "complete", ""
	}
	first := p.errs.Sort(p.file.Name())[0]
	end := len(strings.TrimRight(text, " \t\r\n"))
	unfinished := strings.HasSuffix(first.Msg, "not terminated") &&
		!strings.Contains(first.Msg, "string") && !strings.Contains(first.Msg, "rune")
	raw := strings.HasSuffix(first.Msg, ": string not terminated")
	if strings.HasSuffix(first.Msg, "expected := or = or comma") {
		return "invalid", "" // two values are a mistake; nobody goes on to the next line
	}
	if p.open > 0 && strings.Contains(first.Msg, "unexpected EOF") || unfinished || raw || first.Pos.Offset >= end {
		return "incomplete", strings.Repeat("\t", p.open)
	}
	return "invalid", ""
}
