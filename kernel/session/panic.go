package session

import (
	"errors"
	"fmt"
	"go/token"
	"io"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/traefik/yaegi/interp"

	"github.com/udl-go/lab/kernel/internal/value"
	"github.com/udl-go/lab/kernel/session/internal/world"
)

// trace receives what the interpreter writes to its error stream: lines on the
// functions that a panic passes, which it keeps, and text of the cell, which it
// passes on.
type trace struct {
	other   io.Writer
	forward func(line string)
	name    func(emitted string) string // of a function, for forward

	mu        sync.Mutex
	at        token.Pos // of the panic
	functions []string  // as the interpreter calls them, the innermost first
	replaced  []string  // panics in whose course the last one came, the first first
}

var traceLine = regexp.MustCompile(`^(?:-|(?:core\d+:)?\d+:\d+): panic: main(?:\.(\w+))?(?:\.func)*\(\.\.\.\)\n$`)

// Write implements io.Writer.
func (t *trace) Write(p []byte) (int, error) {
	m := traceLine.FindSubmatch(p)
	if m == nil {
		return t.other.Write(p)
	}
	t.mu.Lock()
	t.functions = append(t.functions, string(m[1]))
	t.mu.Unlock()
	if t.forward != nil {
		if name := t.name(string(m[1])); name != "" {
			t.forward("in " + name)
		}
	}
	return len(p), nil
}

func (t *trace) reset() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.at, t.functions, t.replaced = token.NoPos, nil, nil
}

// note keeps the place of a panic until it is recovered: deferred calls have
// places of their own.
func (t *trace) note(at token.Pos) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.at == token.NoPos {
		t.at = at
	}
}

// mark is how many panics have had others in their course so far.
func (t *trace) mark() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return len(t.replaced)
}

// replace notes a panic in whose course there was another, at a place of its own.
// What was noted since the mark came in its course too.
func (t *trace) replace(text string, mark int, at token.Pos) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.replaced = slices.Insert(t.replaced, min(mark, len(t.replaced)), text)
	t.at = at
}

// earlier are the panics in whose course the last one came.
func (t *trace) earlier() []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return slices.Clone(t.replaced)
}

func (t *trace) state() (at token.Pos, functions []string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.at, t.functions
}

// noticePanic is told of panics that pass functions with deferred calls.
func (s *Session) noticePanic(recovered bool) {
	if recovered {
		s.trace.reset()
	} else {
		s.trace.note(s.engine().place())
	}
}

// replacedPanic is told of panics that others follow.
func (s *Session) replacedPanic(v any, mark int) {
	s.trace.replace(value.Text(v), mark, s.engine().place())
}

// panicFailure shows the line that panicked and the functions that were running,
// the innermost first. Above the last panic stand those in whose course it came, as
// Go shows them.
func (s *Session) panicFailure(v any) *Failure {
	at, functions := s.panicked()
	text := value.Text(v)
	var heads []string
	for _, t := range append(s.trace.earlier(), text) {
		heads = append(heads, strings.Repeat("\t", min(1, len(heads)))+"panic: "+t)
	}
	return &Failure{Name: "panic", Value: text, Traceback: append(heads, s.lines(at, functions)...)}
}

// place is where the session is, or one of its goroutines.
func (e *engine) place() token.Pos { return token.Pos(atomic.LoadInt64(&e.pos)) }

// panicked is where a panic was and the functions that it passed. Goroutines
// share the note of where they are: a place that lies in none of the functions
// is another's, and the beginning of the innermost stands for it.
func (s *Session) panicked() (at token.Pos, functions []string) {
	at, functions = s.trace.state()
	if at == token.NoPos {
		at = s.engine().place()
	}
	s.engine().mu.Lock()
	defer s.engine().mu.Unlock()
	first := token.NoPos
	for _, f := range functions {
		_, _, from, to := s.engine().program.Function(f)
		if from <= at && at < to {
			return at, functions
		}
		if first == token.NoPos {
			first = from
		}
	}
	if first == token.NoPos {
		first = at // nobody knows better
	}
	return first, functions
}

// lines shows a place and the functions around it.
func (s *Session) lines(at token.Pos, functions []string) (out []string) {
	where := s.position(at)
	last, called, repeated := "", "", 0
	flush := func() {
		if repeated > 0 {
			calls := "calls"
			if repeated == 1 {
				calls = "call"
			}
			out = append(out, fmt.Sprintf("… %d more %s of %s", repeated, calls, called))
			repeated = 0
		}
	}
	for _, emitted := range functions {
		name, declared := s.function(emitted)
		if name == "" {
			continue
		}
		line := fmt.Sprintf("in %s, declared at %s", name, declared)
		if line == last {
			repeated++
			continue
		}
		flush()
		last, called = line, name
		out = append(out, line)
	}
	flush()
	if !where.IsValid() || s.text(where.Filename) == "" {
		return out
	}
	return append([]string{s.place(where)}, out...)
}

// function returns what a cell calls a function of the interpreter, and where
// it is declared.
func (s *Session) function(emitted string) (name, where string) {
	s.engine().mu.Lock()
	defer s.engine().mu.Unlock()
	name, at, _, _ := s.engine().program.Function(emitted)
	p := s.position(at)
	if name == "" || name == world.BodyName || !strings.HasPrefix(p.Filename, "In[") {
		return "", ""
	}
	return name, fmt.Sprintf("%s:%d", p.Filename, p.Line)
}

// goPanic reports a panic of a goroutine, which ends only that goroutine.
func (s *Session) goPanic(v any) {
	at, functions := s.panicked()
	s.trace.reset()
	if _, leaving := v.(value.Uncatchable); leaving {
		return
	}
	lines := append([]string{"panic in a goroutine: " + value.Text(v)}, s.lines(at, functions)...)
	_, _ = io.WriteString(s.out.writer("stderr"), strings.Join(lines, "\n")+"\n")
}

// panicValue returns what a cell panicked with.
func panicValue(err error) (v any, ok bool) {
	var p interp.Panic
	if errors.As(err, &p) {
		return p.Value, true
	}
	return nil, false
}
