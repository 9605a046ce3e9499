package session

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"path"
	"reflect"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/traefik/yaegi/interp"

	"github.com/udl-go/lab/udl"
)

// Options is what a host lends to a session. Symbols is required.
type Options struct {
	// Symbols holds what cells can import, keyed by "import/path/name".
	Symbols map[string]map[string]reflect.Value
	// Files is where data sets are looked for first; nil for a host with a disk.
	Files fs.FS
	// Env is the environment that cells see, as os.Environ returns it.
	Env []string
	// Stdout and Stderr, if set, are where cells print: the host's own streams.
	// Strays must be set with them: it is called before any output is passed on,
	// and adds the text that has reached those streams. So the host keeps what
	// cells print in one order with what compiled code prints, and text that was
	// printed is not lost when the process dies.
	Stdout, Stderr io.Writer
	Strays         func(add func(name, text string))
	// Trace, if set, receives lines on the interpreted functions that a panic
	// passes, while it passes them: what is left when it kills the process.
	Trace func(line string)
}

// Cell is the code of one cell and its number, which errors show as In[Number].
type Cell struct {
	Code   string
	Number int
}

// Failure says how a cell failed: the kind ("syntax error", "compile error",
// "panic", "exit", "Interrupted"), the message, and the lines for the reader.
type Failure struct {
	Name      string
	Value     string
	Traceback []string
}

// Output receives what cells produce, in order. It must not call the session.
type Output interface {
	Stream(name, text string)
	Display(b udl.Bundle, id string, update bool)
	Result(b udl.Bundle)
	Clear(wait bool)
}

// Session evaluates cells, one at a time.
type Session struct {
	opts   Options
	interp *interp.Interpreter
	out    *buffer
	trace  trace
	names  names
	pkgs   map[string]string // import path to package name
	hidden map[string]bool   // imports that cells have not written

	executing sync.Mutex
	current   atomic.Pointer[run] // the running cell, or the last one

	mu   sync.Mutex
	base context.Context // of cells; ends with an interrupt
	stop context.CancelFunc
}

// New returns a session that can import what o.Symbols holds.
func New(o Options) (*Session, error) {
	s := &Session{opts: o, out: &buffer{strays: o.Strays, direct: map[string]io.Writer{}}, names: newNames(), pkgs: map[string]string{}, hidden: map[string]bool{}}
	if o.Stdout != nil && o.Stderr != nil && o.Strays != nil {
		s.out.direct = map[string]io.Writer{"stdout": o.Stdout, "stderr": o.Stderr}
	}
	s.trace = trace{other: s.out.writer("stderr"), forward: o.Trace}
	s.base, s.stop = context.WithCancel(context.Background())
	for key := range o.Symbols {
		if dir := path.Dir(key); dir != "." {
			s.pkgs[dir] = path.Base(key)
		}
	}
	s.interp = interp.New(interp.Options{
		Stdin:  strings.NewReader(""),
		Stdout: s.out.writer("stdout"),
		Stderr: &s.trace,
		Args:   []string{"cell"},
		Env:    o.Env,
	})
	for _, table := range []func() interp.Exports{func() interp.Exports { return o.Symbols }, s.overrides, s.hooks} {
		if err := s.interp.Use(table()); err != nil {
			return nil, fmt.Errorf("session: symbols: %w", err)
		}
	}
	if _, err := s.interp.Eval("import " + hookName + " \"" + hookPath + "\""); err != nil {
		return nil, fmt.Errorf("session: %w", err)
	}
	return s, nil
}

// Execute runs a cell and returns how it failed, or nil. It returns soon after
// ctx is canceled; output of goroutines that outlive the cell still reaches
// out, until the next cell takes over.
func (s *Session) Execute(ctx context.Context, c Cell, out Output) *Failure {
	s.executing.Lock()
	defer s.executing.Unlock()
	s.out.to(out)
	defer s.Flush()
	r := s.begin()
	plan, err := s.compile(c, r)
	if err == nil {
		err = s.run(ctx, r, plan)
	}
	if err != nil {
		return s.failure(c, r, err)
	}
	if r.shown != nil {
		s.out.frame(func(o Output) { o.Result(r.shown) })
	}
	return nil
}

// Flush passes on the text that is still held back.
func (s *Session) Flush() { s.out.flush() }
