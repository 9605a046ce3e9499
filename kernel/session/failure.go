package session

import (
	"errors"
	"fmt"
	"go/token"
	"strings"

	"github.com/udl-go/lab/kernel/session/internal/cell"
)

// failure turns an error into what the reader of a notebook sees.
func (s *Session) failure(c Cell, err error) *Failure {
	var refused cell.Errors
	var quit *exitError
	var command *directiveError
	var overflow *stackOverflow
	switch {
	case errors.As(err, &refused):
		return refusedFailure(c, refused)
	case errors.Is(err, errInterrupted):
		return &Failure{Name: "Interrupted", Value: err.Error(), Traceback: append([]string{"Interrupted: " + err.Error()}, s.here(c)...)}
	case errors.Is(err, errNoInput):
		lines := append([]string{"no input: " + err.Error()}, s.here(c)...)
		return &Failure{Name: "no input", Value: err.Error(), Traceback: append(lines, "read from a text in its place: strings.NewReader(\"…\")")}
	case errors.As(err, &quit):
		return &Failure{Name: "exit", Value: quit.Error(), Traceback: append([]string{quit.Error()}, s.here(c)...)}
	case errors.As(err, &command):
		name := "command failed"
		if !command.directive.Shell {
			name = "directive failed"
		}
		return &Failure{Name: name, Value: err.Error(), Traceback: []string{err.Error()}}
	}
	if errors.As(err, &overflow) {
		return s.panicFailure(overflow)
	}
	if v, ok := panicValue(err); ok {
		return s.panicFailure(v)
	}
	return &Failure{Name: "compile error", Value: err.Error(), Traceback: strings.Split(err.Error(), "\n")}
}

// refusedFailure shows why a cell does not run: each reason with its place, and
// the first one's line with a caret.
func refusedFailure(c Cell, errs cell.Errors) *Failure {
	f := &Failure{Name: "compile error"}
	if errs.Syntax() {
		f.Name = "syntax error"
	}
	for i, x := range errs {
		if i == 10 {
			f.Traceback = append(f.Traceback, "too many errors")
			break
		}
		hint := x.Hint
		x.Hint = ""
		text := x.Error()
		if f.Name == "syntax error" {
			text = strings.Replace(text, "syntax error: ", "", 1)
		}
		f.Traceback = append(f.Traceback, strings.Split(text, "\n")...)
		if i == 0 {
			f.Value = text
		}
		if x.Pos.Filename == fileName(c.Number) {
			f.Traceback = append(f.Traceback, excerpt(c.Code, x.Pos.Line, x.Pos.Column)...)
		}
		if hint != "" {
			f.Traceback = append(f.Traceback, hint)
		}
	}
	return f
}

// here is the line that the cell runs now.
func (s *Session) here(c Cell) []string {
	p := s.position(s.engine().place())
	if s.text(p.Filename) == "" {
		p = token.Position{Filename: fileName(c.Number), Line: 1}
	}
	p.Column = 0
	return []string{s.place(p)}
}

// place names a place of a cell, with its line and a caret.
func (s *Session) place(p token.Position) string {
	at := fmt.Sprintf("%s:%d", p.Filename, p.Line)
	if p.Column > 0 {
		at = fmt.Sprintf("%s:%d", at, p.Column)
	}
	return strings.Join(append([]string{at}, excerpt(s.text(p.Filename), p.Line, p.Column)...), "\n")
}

// excerpt returns a line of a cell and, for a column, a caret below it.
func excerpt(code string, line, col int) []string {
	lines := strings.Split(code, "\n")
	if line < 1 || line > len(lines) {
		return nil
	}
	text := strings.TrimRight(lines[line-1], "\r")
	out := []string{"    " + text}
	if col < 1 || col > len(text)+1 {
		return out
	}
	pad := []rune(text[:col-1])
	for i, c := range pad {
		if c != '\t' {
			pad[i] = ' '
		}
	}
	return append(out, "    "+string(pad)+"^")
}
