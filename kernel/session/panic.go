package session

import (
	"fmt"
	"io"
	"reflect"
	"regexp"
	"strings"
	"sync"
)

// panicText says what was wrong in Go's words. The interpreter works by
// reflection, so that some run-time errors come in reflect's words.
func panicText(value any) string {
	if v, ok := value.(reflect.Value); ok && v.IsValid() && v.CanInterface() {
		value = v.Interface() // what a cell itself panics with
	}
	var text string
	switch v := value.(type) {
	case *reflect.ValueError:
		return nilPointer
	case error:
		text = v.Error()
	case string:
		text = v
	case fmt.Stringer:
		text = v.String()
	default:
		return fmt.Sprintf("%v", value)
	}
	text = position.ReplaceAllString(text, "")
	text = strings.TrimPrefix(text, ": ")
	for _, w := range goWords {
		if strings.HasPrefix(text, w.reflect) {
			return w.words
		}
	}
	return text
}

const nilPointer = "runtime error: invalid memory address or nil pointer dereference"

var goWords = []struct{ reflect, words string }{
	{"reflect: slice index out of range", "runtime error: index out of range"},
	{"reflect: array index out of range", "runtime error: index out of range"},
	{"reflect: string index out of range", "runtime error: index out of range"},
	{"reflect.Value.Slice: ", "runtime error: slice bounds out of range"},
	{"reflect.Value.Slice3: ", "runtime error: slice bounds out of range"},
	{"reflect: call of reflect.Value.", nilPointer},
	{"reflect.Value.Call: call of nil function", nilPointer},
	{"reflect: call of nil function", nilPointer},
	{"reflect.MakeSlice: ", "runtime error: makeslice: len out of range"},
}

// trace receives what the interpreter writes to its error stream: lines on the
// functions that a panic passes, which it keeps, and text of the cell, which it
// passes on.
type trace struct {
	other   io.Writer
	forward func(line string)

	mu    sync.Mutex
	names []string
}

var traceLine = regexp.MustCompile(`^(?:In\[(\d+)\][/\\])?(?:_\.go:)?\d+:\d+: panic: (.*)\(\.\.\.\)\n$`)

// Write implements io.Writer.
func (t *trace) Write(p []byte) (int, error) {
	m := traceLine.FindSubmatch(p)
	if m == nil {
		return t.other.Write(p)
	}
	t.mu.Lock()
	t.names = append(t.names, string(m[2]))
	t.mu.Unlock()
	if t.forward != nil {
		t.forward(fmt.Sprintf("in %s, called by cell %s", plain(string(m[2])), m[1]))
	}
	return len(p), nil
}

func (t *trace) reset() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.names = nil
}

func (t *trace) functions() []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.names
}
