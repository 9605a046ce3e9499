package session

import (
	"fmt"
	"strings"

	"github.com/udl-go/lab/kernel/session/internal/cell"
)

// replay defines again what earlier cells have defined: imports, types, constants,
// functions and methods, as far as these need no variable that is lost. Statements
// do not run.
func (s *Session) replay(r *run) {
	cells, done := 0, 0
	var missing []string
	for _, c := range r.cell.Earlier {
		defs := cell.Definitions(c.Number, c.Code)
		if len(defs) == 0 {
			continue
		}
		cells++
		if s.define(r, Cell{Code: merge(defs), Number: c.Number}) == nil {
			done += len(defs)
		} else {
			for _, d := range defs { // which one is it?
				if err := s.define(r, Cell{Code: d, Number: c.Number}); err != nil {
					line, _, _ := strings.Cut(err.Error(), "\n")
					missing = append(missing, line)
					continue
				}
				done++
			}
		}
		s.keep(Cell{Code: c.Code, Number: c.Number})
	}
	text := fmt.Sprintf("%s of %s defined again\n", plural(done, "definition"), plural(cells, "cell"))
	if cells == 0 {
		text = "there is nothing to define again\n"
	}
	for _, line := range missing {
		text += "not defined: " + line + "\n"
	}
	_, _ = s.out.writer("stdout").Write([]byte(text)) // it does not fail
}

// define compiles and runs a cell that holds definitions.
func (s *Session) define(r *run, c Cell) error {
	j, err := s.engine().compile(c)
	if err != nil {
		return err
	}
	return s.engine().execute(r, j)
}

// merge puts together texts that are blank where the others are not.
func merge(texts []string) string {
	b := []byte(texts[0])
	for _, t := range texts[1:] {
		for i := range b {
			if b[i] == ' ' {
				b[i] = t[i]
			}
		}
	}
	return string(b)
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
