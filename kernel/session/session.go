package session

import (
	"context"
	"go/token"
	"io"
	"io/fs"
	"reflect"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/udl-go/lab/kernel/session/internal/cell"
	"github.com/udl-go/lab/udl"
)

// Options is what a host lends to a session. The zero value is a session
// without any of it.
type Options struct {
	// Packages are what cells can import beside the packages of kernel/symbols.
	Packages []Package
	// Files is where data sets are looked for first; nil for a host with a disk.
	Files fs.FS
	// Env is the environment that cells see, as os.Environ returns it.
	Env []string
	// Host reaches the machine; nil where there is none, as in a browser.
	Host Host
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

// Package is a compiled package for cells to import.
type Package struct {
	Path    string
	Source  string                   // its declarations, functions without bodies
	Symbols map[string]reflect.Value // as in symbols.Table
}

// Host is the machine that a session runs on, as far as a cell can reach it
// past the standard library.
type Host interface {
	// Shell runs a command line of the machine's shell; it ends with ctx.
	Shell(ctx context.Context, command string, stdout, stderr io.Writer) error
	// ReadFile returns what a file holds.
	ReadFile(name string) ([]byte, error)
}

// Cell is the code of one cell and its number, which errors show as In[Number].
type Cell struct {
	Code   string
	Number int
	Input  bool // Output.Input can be called

	// Expressions are evaluated when the cell has succeeded, and given to
	// Output.Answer.
	Expressions map[string]string
	// Earlier are cells that ran in a session that is lost, for %replay.
	Earlier []Cell
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
	// Input asks the user for a line and waits for it, until ctx ends. With
	// password set the line is not shown.
	Input(ctx context.Context, prompt string, password bool) (string, error)
	// Next puts text in the place of the cell, for the user to run.
	Next(text string)
	// Page shows b apart from the cell's output, as documentation.
	Page(b udl.Bundle)
	// Comm is a message on a channel to the front end: of kind comm_open, comm_msg
	// or comm_close, its content and metadata in JSON.
	Comm(kind string, content, metadata []byte)
	// Answer is the value of an expression of the cell, or why it has none.
	Answer(name string, b udl.Bundle, f *Failure)
}

// Session evaluates cells, one at a time.
type Session struct {
	opts      Options
	engines   atomic.Pointer[engine] // the one in use: goroutines may outlive it
	out       *buffer
	in        *input
	trace     trace
	executing sync.Mutex
	current   atomic.Pointer[run] // the running cell, or the last one
	homes     homes
	comms     *comms

	mu    sync.Mutex
	base  context.Context // of cells; ends with an interrupt
	stop  context.CancelFunc
	texts map[string]string // of cells, by the name of their file
}

// New returns a session.
func New(o Options) (*Session, error) {
	s := &Session{opts: o, out: &buffer{strays: o.Strays, direct: map[string]io.Writer{}}, texts: map[string]string{}}
	if o.Stdout != nil && o.Stderr != nil && o.Strays != nil {
		s.out.direct = map[string]io.Writer{"stdout": o.Stdout, "stderr": o.Stderr}
	}
	s.comms = &comms{s: s, open: map[string]func([]byte){}}
	s.homes.of = map[uint64]*run{}
	s.out.elsewhere = s.elsewhere
	s.in = &input{s: s}
	s.trace = trace{other: s.out.writer("stderr"), forward: o.Trace}
	s.base, s.stop = context.WithCancel(context.Background())
	e, err := newEngine(s)
	if err != nil {
		return nil, err
	}
	s.engines.Store(e)
	s.trace.name = func(emitted string) string { name, _ := s.function(emitted); return name }
	return s, nil
}

// engine is what turns cells into programs now.
func (s *Session) engine() *engine { return s.engines.Load() }

// Execute runs a cell and returns how it failed, or nil. It returns soon after
// ctx is canceled; output of goroutines that outlive the cell still reaches
// out.
func (s *Session) Execute(ctx context.Context, c Cell, out Output) *Failure {
	s.executing.Lock()
	defer s.executing.Unlock()
	s.out.to(out)
	defer s.out.finish()
	r := s.begin(c, out)
	if err := s.execute(ctx, r); err != nil {
		return s.failure(c, err)
	}
	s.answer(ctx, c, out)
	return nil
}

// execute does what a cell asks for.
func (s *Session) execute(ctx context.Context, r *run) error {
	list, _ := cell.Directives(r.cell.Code)
	p, err := s.plans(r.cell.Number, list)
	if err != nil {
		return err
	}
	e := s.engine()
	if p.reset {
		if e, err = newEngine(s); err != nil {
			return err
		}
	}
	if p.replay {
		s.replay(r)
	}
	var known []string
	if len(p.actions) > 0 { // %vars wants them; a sort is longer than a small cell
		known = slices.Sorted(slices.Values(e.world.Names()))
	}
	jobs, err := e.jobs(r.cell, p)
	if err != nil {
		return err
	}
	if p.reset {
		r = s.forget(e, r)
	}
	s.keep(r.cell)
	r.known = known
	return s.run(ctx, r, func() error { return s.work(r, p, jobs) })
}

// forget puts a new engine in the place of the session's and begins the cell
// anew. Goroutines of earlier cells end as after an interrupt, for good.
func (s *Session) forget(e *engine, r *run) *run {
	s.interrupt()
	idle := make(chan struct{})
	close(idle)
	s.engine().halt(idle)
	s.engine().halting.on()
	s.engines.Store(e)
	s.comms.reset()
	return s.begin(r.cell, r.out)
}

// keep remembers the text of a cell, which a goroutine may need later.
func (s *Session) keep(c Cell) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.texts[fileName(c.Number)] = c.Code
}

// text is the text of a cell, by the name of its file.
func (s *Session) text(file string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.texts[file]
}

// allTexts are the texts of the cells, the earlier first.
func (s *Session) allTexts() (all []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for n := 1; len(all) < len(s.texts); n++ {
		if text, ok := s.texts[fileName(n)]; ok {
			all = append(all, text)
		} else if n > 1<<20 {
			break
		}
	}
	return all
}

// Flush passes on the text that is still held back.
func (s *Session) Flush() { s.out.flush() }

// position is where in a cell something happened, zero if that is unknown.
func (s *Session) position(at token.Pos) token.Position {
	return s.engine().interp.FileSet().Position(at)
}
