// Package live runs generated programs in sessions, each in one of its own.
package live

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"github.com/udl-go/lab/kernel/session"
	"github.com/udl-go/lab/kernel/session/internal/progen"
	"github.com/udl-go/lab/udl"
)

// limit is what one cell may take.
const limit = 30 * time.Second

// Runner is a progen.Runner: it evaluates cells as a notebook does.
type Runner struct{}

// Cells runs the cells in a new session and returns what they print. A
// panic ends its cell, any other failure ends the run.
func (Runner) Cells(ctx context.Context, cells []string) (stdout string, err error) {
	defer func() {
		if x := recover(); x != nil {
			err = fmt.Errorf("live: the session panicked: %v", x)
		}
	}()
	s, err := session.New(session.Options{})
	if err != nil {
		return "", fmt.Errorf("live: %w", err)
	}
	out := &printed{}
	for i, code := range cells {
		cell, cancel := context.WithTimeout(ctx, limit)
		f := s.Execute(cell, session.Cell{Code: code, Number: i + 1}, out)
		cancel()
		if f != nil && f.Name == "panic" {
			out.Stream("stdout", progen.Died+" "+f.Value+"\n")
			continue
		}
		if f != nil {
			lines := append([]string{f.Name + ": " + f.Value}, f.Traceback...)
			return out.String(), errors.New(strings.Join(lines, "\n"))
		}
	}
	s.Flush()
	return out.String(), nil
}

// printed keeps standard output.
type printed struct {
	mu sync.Mutex
	b  strings.Builder
}

func (p *printed) String() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.b.String()
}

// Stream keeps the text of standard output.
func (p *printed) Stream(name, text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if name == "stdout" {
		p.b.WriteString(text)
	}
}

// Display is not compared.
func (p *printed) Display(udl.Bundle, string, bool) {}

// Result is not compared: a program has no results.
func (p *printed) Result(udl.Bundle) {}

// Clear is not compared.
func (p *printed) Clear(bool) {}

// Input implements session.Output.
func (*printed) Input(context.Context, string, bool) (string, error) { return "", io.EOF }

// Next implements session.Output.
func (*printed) Next(string) {}

// Page implements session.Output.
func (*printed) Page(udl.Bundle) {}

// Comm implements session.Output.
func (*printed) Comm(string, []byte, []byte) {}

// Answer implements session.Output.
func (*printed) Answer(string, udl.Bundle, *session.Failure) {}
