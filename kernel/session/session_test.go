package session_test

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/kernel/session"
	"github.com/udl-go/lab/udl"
)

// recorder keeps what a cell produces, one line an output, adjacent text joined.
type recorder struct {
	answers chan string // to Input; nil: it waits until the cell is interrupted

	mu    sync.Mutex
	lines []string
}

func (r *recorder) add(kind, text string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if n := len(r.lines); n > 0 && strings.HasPrefix(kind, "std") && strings.HasPrefix(r.lines[n-1], kind+" ") {
		r.lines[n-1] += text
		return
	}
	r.lines = append(r.lines, kind+" "+text)
}

func (r *recorder) Stream(name, text string) { r.add(name, text) }
func (r *recorder) Display(b udl.Bundle, id string, update bool) {
	r.add("display", fmt.Sprint(b["text/plain"], id, update))
}
func (r *recorder) Result(b udl.Bundle) { r.add("result", fmt.Sprint(b["text/plain"])) }
func (r *recorder) Clear(bool)          { r.add("clear", "") }
func (r *recorder) Next(text string)    { r.add("next", text) }
func (r *recorder) Page(b udl.Bundle)   { r.add("page", fmt.Sprint(b["text/plain"])) }
func (r *recorder) Comm(kind string, content, metadata []byte) {
	r.add(kind, string(content)+" "+string(metadata))
}

func (r *recorder) Answer(name string, b udl.Bundle, f *session.Failure) {
	if f != nil {
		r.add("answer", name+" fails: "+f.Value)
		return
	}
	r.add("answer", name+" = "+fmt.Sprint(b["text/plain"]))
}

// Input answers with the lines that the test has prepared.
func (r *recorder) Input(ctx context.Context, prompt string, password bool) (string, error) {
	r.add("input", prompt)
	select {
	case line := <-r.answers:
		return line, nil
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

func (r *recorder) all() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return append([]string(nil), r.lines...)
}

// book runs cells in one session.
type book struct {
	t *testing.T
	s *session.Session
	n int
}

func newBook(t *testing.T) *book {
	t.Helper()
	s, err := session.New(session.Options{})
	require.NoError(t, err)
	return &book{t: t, s: s}
}

func (b *book) run(code string) ([]string, *session.Failure) {
	b.n++
	var r recorder
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	f := b.s.Execute(ctx, session.Cell{Code: code, Number: b.n}, &r)
	return r.all(), f
}

// ok runs a cell that must succeed and returns its outputs, one a line.
func (b *book) ok(code string) string {
	b.t.Helper()
	out, f := b.run(code)
	if f != nil {
		b.t.Fatalf("cell %d: %s: %s\n%s", b.n, f.Name, f.Value, strings.Join(f.Traceback, "\n"))
	}
	return strings.TrimRight(strings.Join(out, "\n"), "\n")
}

// fails runs a cell that must fail.
func (b *book) fails(code string) *session.Failure {
	b.t.Helper()
	out, f := b.run(code)
	require.NotNil(b.t, f, "cell %d did not fail: %v", b.n, out)
	require.NotNil(b.t, f.Traceback)
	return f
}
