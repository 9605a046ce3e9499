package session

import (
	"errors"
	"io"
	"runtime"
	"sync"
)

// endOfInput is what a user types for the end of the input, as in a terminal.
const endOfInput = "\x04"

var (
	errNoInput = errors.New("the cell reads os.Stdin, but nobody can be asked for input here")
	errNoCell  = errors.New("os.Stdin: no cell is running that could ask for input")
)

// input is what cells read as os.Stdin: lines that the user is asked for, each
// when the cell wants it. What a cell leaves of a line the next one does not see.
type input struct {
	s *Session

	mu   sync.Mutex
	cell *run // that asked
	rest []byte
}

// Read implements io.Reader: it returns at most one line.
func (in *input) Read(p []byte) (int, error) {
	in.mu.Lock()
	defer in.mu.Unlock()
	r := in.s.current.Load()
	if in.cell != r {
		in.cell, in.rest = r, nil
	}
	if len(p) > 0 && len(in.rest) == 0 {
		line, err := in.s.ask(r)
		if err != nil {
			return 0, err
		}
		in.rest = append([]byte(line), '\n')
	}
	n := copy(p, in.rest)
	in.rest = in.rest[n:]
	return n, nil
}

// ask asks the user for a line. Where that is not possible the cell ends: most
// programs take an error for the end of the input, and go on with nothing.
func (s *Session) ask(r *run) (string, error) {
	select {
	case <-r.done:
		return "", errNoCell
	default:
	}
	if !r.cell.Input {
		r.deny.Store(true)
		s.interrupt()
		runtime.Goexit()
	}
	var out Output
	s.out.frame(func(o Output) { out = o }) // what was printed comes first
	if out == nil {
		return "", errNoCell
	}
	line, err := out.Input(r.ctx, "", false)
	if r.ctx.Err() != nil {
		runtime.Goexit()
	}
	if err == nil && line == endOfInput {
		return "", io.EOF
	}
	return line, err
}
