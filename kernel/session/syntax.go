package session

import (
	"errors"
	"fmt"
	"go/scanner"
	"sort"
	"strings"
)

// syntaxErrors are the places where a cell is not Go, or uses unknown names.
type syntaxErrors struct {
	kind string // "syntax error" or "compile error"
	list []syntaxError
	open int // brackets that the cell leaves open
}

type syntaxError struct {
	line, col, off int
	msg            string
}

func (e *syntaxErrors) add(line, col, off int, msg string) {
	e.list = append(e.list, syntaxError{line, col, off, msg})
}

// empty reports whether there are none; a nil receiver has none.
func (e *syntaxErrors) empty() bool { return e == nil || len(e.list) == 0 }

// sort puts the first place first.
func (e *syntaxErrors) sort() {
	sort.SliceStable(e.list, func(i, j int) bool { return e.list[i].off < e.list[j].off })
}

// Error implements error with the first place.
func (e *syntaxErrors) Error() string {
	return fmt.Sprintf("%d:%d: %s", e.list[0].line, e.list[0].col, e.list[0].msg)
}

// addParser adds what the parser rejects in a chunk.
func (e *syntaxErrors) addParser(c chunk, err error) {
	var list scanner.ErrorList
	if !errors.As(err, &list) {
		e.add(c.line, c.col, c.off, err.Error())
		return
	}
	last := c.line + strings.Count(c.text, "\n")
	for _, x := range list {
		line, col := x.Pos.Line, x.Pos.Column
		if line > last || line < c.line { // in the frame that the chunk was given
			line, col = last, lastColumn(c)
		}
		off := offset(c, line, col)
		if off >= len(strings.TrimRight(c.text, " \t\r\n")) {
			x.Msg, _, _ = strings.Cut(x.Msg, ", found ")
		}
		e.add(line, col, c.off+off, x.Msg)
	}
}

// lastColumn returns the column after the chunk's last character.
func lastColumn(c chunk) int {
	if i := strings.LastIndexByte(c.text, '\n'); i >= 0 {
		return len(c.text) - i
	}
	return c.col + len(c.text)
}

// offset returns how far a place is from the beginning of its chunk.
func offset(c chunk, line, col int) int {
	if line == c.line {
		return col - c.col
	}
	n := 0
	for range line - c.line {
		i := strings.IndexByte(c.text[n:], '\n')
		if i < 0 {
			return len(c.text)
		}
		n += i + 1
	}
	return n + col - 1
}
