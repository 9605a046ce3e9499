package session

import (
	"errors"
	"fmt"
	"path"
	"regexp"
	"strconv"
	"strings"

	"github.com/traefik/yaegi/interp"
)

// failure turns an error into what the reader of a notebook sees.
func (s *Session) failure(c Cell, r *run, err error) *Failure {
	var syntax *syntaxErrors
	var quit *exitError
	var panicked interp.Panic
	switch {
	case errors.As(err, &syntax):
		return syntaxFailure(c, syntax)
	case errors.Is(err, errInterrupted):
		line := int(r.line.Load())
		return &Failure{Name: "Interrupted", Value: err.Error(), Traceback: []string{"Interrupted: " + err.Error(), place(c, line, 0)}}
	case errors.As(err, &quit):
		return &Failure{Name: "exit", Value: quit.Error(), Traceback: []string{quit.Error(), place(c, int(r.line.Load()), 0)}}
	case errors.As(err, &panicked):
		return s.panicFailure(c, r, panicked.Value)
	}
	return compileFailure(c, err)
}

func syntaxFailure(c Cell, e *syntaxErrors) *Failure {
	f := &Failure{Name: e.kind}
	for i, x := range e.list {
		if i == 10 {
			f.Traceback = append(f.Traceback, "too many errors")
			break
		}
		f.Traceback = append(f.Traceback, fmt.Sprintf("In[%d]:%d:%d: %s", c.Number, x.line, x.col, x.msg))
		if i == 0 {
			f.Value = f.Traceback[0]
			f.Traceback = append(f.Traceback, excerpt(c, x.line, x.col)...)
		}
	}
	return f
}

var position = regexp.MustCompile(`(In\[\d+\])[/\\]` + regexp.QuoteMeta(sourceName) + `:(\d+):(\d+)`)

var noSymbol = regexp.MustCompile(`package (\S+) "[^"]*" has no symbol (\S+)`)

func compileFailure(c Cell, err error) *Failure {
	raw := err.Error()
	msg := plain(position.ReplaceAllString(raw, "$1:$2:$3"))
	msg = noSymbol.ReplaceAllString(msg, "undefined: $1.$2")
	f := &Failure{Name: "compile error", Value: msg, Traceback: strings.Split(msg, "\n")}
	if m := position.FindStringSubmatch(raw); m != nil && m[1] == fmt.Sprintf("In[%d]", c.Number) {
		line, _ := strconv.Atoi(m[2])
		col, _ := strconv.Atoi(m[3])
		f.Traceback = append(f.Traceback, excerpt(c, line, col)...)
	}
	return f
}

// panicFailure names the statement of the cell that panicked and the functions
// that were running, the innermost first.
func (s *Session) panicFailure(c Cell, r *run, value any) *Failure {
	text := plain(panicText(value))
	f := &Failure{Name: "panic", Value: text, Traceback: []string{"panic: " + text}}
	last := ""
	for _, name := range s.trace.functions() {
		base := path.Ext("." + strings.TrimPrefix(name, "main."))[1:]
		where := s.names.funcs[strings.TrimPrefix(name, "main.")]
		if where == "" || name == last {
			continue
		}
		last = name
		f.Traceback = append(f.Traceback, fmt.Sprintf("in %s, declared at %s", plain(base), where))
	}
	f.Traceback = append(f.Traceback, place(c, int(r.line.Load()), 0))
	return f
}

// place names a line of the cell, with its text.
func place(c Cell, line, col int) string {
	return strings.Join(append([]string{fmt.Sprintf("In[%d]:%d", c.Number, line)}, excerpt(c, line, col)...), "\n")
}

// excerpt returns a line of the cell and, for a column, a caret below it.
func excerpt(c Cell, line, col int) []string {
	lines := strings.Split(c.Code, "\n")
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
