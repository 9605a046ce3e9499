package kernel

import (
	"slices"
	"strings"

	"github.com/udl-go/lab/kernel/message"
)

// survivors are the cells that have run, the oldest first: what a new worker can
// define again when the old one has died.
type survivors struct {
	cells []message.Cell
	size  int // bytes of their code
}

// maxSurvivors bounds the code that is kept; the oldest goes first.
const maxSurvivors = 4 << 20

// add keeps a cell that has run, with whatever end; one that was refused has not.
func (s *survivors) add(c message.Cell, f *message.Failure) {
	if f != nil && (strings.HasSuffix(f.Name, "error") || c.Code == "") {
		return
	}
	if directs(c.Code, "%reset") {
		*s = survivors{}
	}
	s.cells = append(s.cells, message.Cell{Code: c.Code, Number: c.Number})
	s.size += len(c.Code)
	for s.size > maxSurvivors {
		s.size -= len(s.cells[0].Code)
		s.cells = s.cells[1:]
	}
}

// wanted are the cells, if a cell asks for them.
func (s *survivors) wanted(code string) []message.Cell {
	if !directs(code, "%replay") {
		return nil
	}
	return slices.Clone(s.cells)
}

// directs reports whether a directive is among those that a cell begins with.
func directs(code, directive string) bool {
	for line := range strings.Lines(code) {
		line = strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(line, directive):
			return true
		case line != "" && !strings.HasPrefix(line, "//") && !strings.ContainsAny(line[:1], "%!?") && !strings.HasSuffix(line, "?"):
			return false // code
		}
	}
	return false
}
