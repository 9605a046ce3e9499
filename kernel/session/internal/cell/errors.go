package cell

import (
	"fmt"
	"go/token"
	"sort"
	"strings"
)

// Error is one reason why a cell is refused, in the words of the compiler.
type Error struct {
	Pos  token.Position // file name In[7]
	Msg  string         // may have more lines
	Hint string         // what to do about it, or empty
}

// Error implements error: the place, the reason and, below it, the hint.
func (e Error) Error() string {
	s := e.Msg
	if e.Pos.IsValid() {
		s = fmt.Sprintf("%s: %s", e.Pos, e.Msg)
	}
	if e.Hint != "" {
		s += "\n" + e.Hint
	}
	return s
}

// Errors are the reasons why a cell is refused, the first place first.
type Errors []Error

// Error implements error with at most ten reasons, as the compiler does.
func (e Errors) Error() string {
	var lines []string
	for i, x := range e {
		if i == 10 {
			lines = append(lines, "too many errors")
			break
		}
		lines = append(lines, x.Error())
	}
	return strings.Join(lines, "\n")
}

// Syntax reports whether the cell is no Go at all.
func (e Errors) Syntax() bool {
	return len(e) > 0 && strings.HasPrefix(e[0].Msg, "syntax error")
}

// Sort puts the first place first and keeps one error for a place. Errors of
// another file come last.
func (e Errors) Sort(file string) Errors {
	sort.SliceStable(e, func(i, j int) bool {
		a, b := e[i].Pos, e[j].Pos
		if (a.Filename == file) != (b.Filename == file) {
			return a.Filename == file
		}
		if a.Filename != b.Filename {
			return false
		}
		return a.Offset < b.Offset
	})
	out := e[:0]
	for _, x := range e {
		if n := len(out); n > 0 && x.Pos.IsValid() && (out[n-1].Pos == x.Pos || follows(out[n-1], x)) {
			continue
		}
		out = append(out, x)
	}
	return out
}

// follows reports whether a syntax error is probably due to the one before it.
func follows(before, e Error) bool {
	return before.Pos.Filename == e.Pos.Filename && before.Pos.Line == e.Pos.Line &&
		strings.HasPrefix(before.Msg, "syntax error") && strings.HasPrefix(e.Msg, "syntax error")
}
