package session

import (
	"fmt"
	"go/ast"
	"go/types"
	"io"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/traefik/yaegi/interp"

	"github.com/udl-go/lab/kernel/internal/value"
	"github.com/udl-go/lab/kernel/session/internal/lower"
	"github.com/udl-go/lab/kernel/session/internal/shim"
	"github.com/udl-go/lab/kernel/session/internal/world"
	"github.com/udl-go/lab/kernel/symbols"
)

// engine turns cells into programs: what it knows is the state of the session.
type engine struct {
	interp *interp.Interpreter
	pkgs   *packages
	world  *world.World
	table  *value.Table

	streams shim.Streams
	pos     int64        // of what a cell does now, see lower.Options
	calls   atomic.Int64 // that may be recursive, where they are counted together
	cores   int          // programs given to the interpreter

	halting    *halting
	goroutines atomic.Int64 // that cells started and that have not ended
	shell      bool

	mu      sync.Mutex // guards program: printing a value may ask for a type
	program *lower.Program
}

// prelude makes the run-time support known.
const prelude = `package main

import rt__ "udl/rt"
`

// newEngine makes an interpreter and gives it what cells can call.
func newEngine(s *Session) (*engine, error) {
	e := &engine{table: value.NewTable(), shell: s.opts.Host != nil}
	e.interp = interp.New(interp.Options{
		Stdin:  s.in,
		Stdout: s.out.writer("stdout"),
		Stderr: &s.trace,
		Args:   []string{"cell"},
		Env:    s.opts.Env,
	})
	e.pkgs = newPackages(e.interp.FileSet(), s.opts.Packages)
	e.world = world.New(e.pkgs, e.interp.FileSet(), e.pkgs)
	e.program = lower.New(e.interp.FileSet(), declared{e.world, e.pkgs}, lower.Options{Positions: true, Checks: true, Atomic: atomicPositions})
	e.table.SetKey(e.key)
	e.table.Lookup = e.lookup
	e.table.Convert = symbols.Convert
	e.table.Context = s.context
	e.table.Spawn = s.spawn
	stdout, stderr := s.out.writer("stdout"), s.out.writer("stderr")
	e.streams = shim.Streams{
		In: func() io.Reader { return s.in }, Out: func() io.Writer { return stdout }, Err: func() io.Writer { return stderr },
	}
	for _, x := range []interp.Exports{
		symbols.Table,
		e.pkgs.symbols(),
		shim.Exports(e.table, e.streams),
		shim.Log(e.streams.Err, s.quit),
		s.overrides(),
		s.runtime(e),
	} {
		if err := e.interp.Use(x); err != nil {
			return nil, fmt.Errorf("session: symbols: %w", err)
		}
	}
	// With a context: what is compiled from here on can be interrupted.
	if _, err := e.interp.EvalWithContext(s.base, prelude); err != nil {
		return nil, fmt.Errorf("session: %w", err)
	}
	var err error
	e.halting, err = halts(e.interp)
	return e, err
}

// declared is what the lowering asks about.
type declared struct {
	*world.World
	pkgs *packages
}

// Offered tells what can be imported.
func (d declared) Offered(path string) bool {
	return symbols.Offered(path) || slices.ContainsFunc(d.pkgs.own, func(x Package) bool { return x.Path == path })
}

// Syntax returns the source of generic packages.
func (d declared) Syntax(pkg *types.Package) ([]*ast.File, *types.Info) { return d.pkgs.Syntax(pkg) }

func (e *engine) key(t types.Type) string {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.program.Key(t)
}

// lookup makes a type known that is part of a value which is printed.
func (e *engine) lookup(t types.Type) *value.Type {
	e.mu.Lock()
	id := e.program.ID(t)
	e.mu.Unlock()
	return e.table.Add(id, t)
}
