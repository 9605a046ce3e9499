package session

import (
	"fmt"
	"go/ast"
	"go/parser"
	"runtime/debug"

	"github.com/traefik/yaegi/interp"

	"github.com/udl-go/lab/kernel/session/internal/cell"
	"github.com/udl-go/lab/kernel/session/internal/lower"
	"github.com/udl-go/lab/kernel/session/internal/world"
)

// job is a compiled cell, or a part of one.
type job struct {
	programs []*interp.Program // in order
	unit     *world.Unit
	timed    bool
}

// jobs compiles a cell: the statements that are to be timed, then the rest. When
// one fails, the others change nothing of the session either.
func (e *engine) jobs(c Cell, p plan) (all []*job, err error) {
	if len(p.timed) > 0 {
		restore := e.world.Snapshot()
		defer func() {
			if err != nil {
				restore()
			}
		}()
	}
	for _, d := range p.timed {
		j, err := e.compile(Cell{Code: d.Code, Number: c.Number})
		if err != nil {
			return nil, err
		}
		j.timed = true
		all = append(all, j)
	}
	j, err := e.compile(c)
	if err != nil {
		return nil, err
	}
	j.timed = p.whole
	return append(all, j), nil
}

// compile turns a cell into a job. Nothing has run when it fails, and the
// session is what it was.
func (e *engine) compile(c Cell) (*job, error) {
	unit, err := e.check(c)
	if err != nil {
		return nil, err
	}
	programs, err := e.programs(unit)
	if err != nil {
		return nil, err
	}
	unit.Commit()
	return &job{programs: programs, unit: unit}, nil
}

// check parses and checks a cell.
func (e *engine) check(c Cell) (*world.Unit, error) {
	parsed, err := cell.Parse(e.interp.FileSet(), c.Number, c.Code)
	if err != nil {
		return nil, err
	}
	return e.world.Check(c.Number, parsed)
}

// programs lowers a checked cell and compiles what comes out.
func (e *engine) programs(u *world.Unit) (programs []*interp.Program, err error) {
	code, err := e.lowered(u)
	if err != nil {
		return nil, err
	}
	for id, t := range code.Boxed {
		e.table.Add(id, t)
	}
	programs, err = e.interpreted(code)
	if err != nil {
		e.mu.Lock()
		defer e.mu.Unlock()
		e.program.Undo()
	}
	return programs, err
}

func (e *engine) lowered(u *world.Unit) (code *lower.Code, err error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	defer internal(&err)
	return e.program.Cell(checked(u.Decls), checked(u.Body), world.BodyName)
}

// interpreted compiles lowered code: its declarations and the calls of its
// functions.
func (e *engine) interpreted(code *lower.Code) (programs []*interp.Program, err error) {
	defer internal(&err)
	e.cores++
	f, err := parser.ParseFile(e.interp.FileSet(), fmt.Sprintf("core%d", e.cores), code.Text(), parser.SkipObjectResolution)
	if err != nil {
		return nil, &internalError{value: err}
	}
	if long(f) {
		return nil, errLong
	}
	nodes := []ast.Node{f}
	for _, name := range []string{code.Setup, code.Entry} {
		if name != "" {
			nodes = append(nodes, &ast.ExprStmt{X: &ast.CallExpr{Fun: ast.NewIdent(name)}})
		}
	}
	for _, n := range nodes {
		p, err := e.interp.CompileAST(n)
		if err != nil {
			return nil, &internalError{value: err}
		}
		programs = append(programs, p)
	}
	return programs, nil
}

// internal turns a panic of the lowering or the interpreter into an error.
func internal(err *error) {
	if v := recover(); v != nil {
		*err = &internalError{value: v, stack: debug.Stack()}
	}
}

func checked(p *world.Package) *lower.Checked {
	if p == nil {
		return nil
	}
	return &lower.Checked{Pkg: p.Types, Files: p.Files, Info: p.Info}
}

// internalError is a cell that passed the check and cannot be run all the same.
type internalError struct {
	value any
	stack []byte
}

// Error implements error.
func (e *internalError) Error() string {
	return fmt.Sprintf("this cell is correct Go, but the kernel cannot run it (%v)", e.value)
}
