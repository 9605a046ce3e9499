package session

import (
	"go/token"
	"strings"
)

// IsComplete says whether code can run as it is: "complete", "incomplete" with
// the indent of the line that would follow, or "invalid".
func IsComplete(code string) (status, indent string) {
	_, errs := parse(token.NewFileSet(), 0, code)
	if errs.empty() {
		return "complete", ""
	}
	first := errs.list[0]
	end := len(strings.TrimRight(code, " \t\r\n"))
	unfinished := strings.HasSuffix(first.msg, "not terminated") && !strings.HasPrefix(first.msg, "string") && !strings.HasPrefix(first.msg, "rune")
	if len(errs.list) == 1 && (errs.open > 0 || unfinished) || first.off >= end {
		return "incomplete", strings.Repeat("\t", errs.open)
	}
	return "invalid", ""
}
