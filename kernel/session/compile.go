package session

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"runtime/debug"

	"github.com/traefik/yaegi/interp"

	"github.com/udl-go/lab/kernel/session/internal/cell"
	"github.com/udl-go/lab/kernel/session/internal/lower"
	"github.com/udl-go/lab/kernel/session/internal/world"
)

// job is a compiled cell.
type job struct {
	commands []cell.Directive
	programs []*interp.Program // in order
	unit     *world.Unit
}

// compile turns a cell into a job. Nothing has run when it fails, and the
// session is what it was.
func (e *engine) compile(c Cell, r *run) (*job, error) {
	parsed, err := cell.Parse(e.interp.FileSet(), c.Number, c.Code)
	if err != nil {
		return nil, err
	}
	commands, err := directives(parsed, e.shell)
	if err != nil {
		return nil, err
	}
	unit, err := e.world.Check(c.Number, parsed)
	if err != nil {
		return nil, err
	}
	r.unit = unit
	programs, err := e.programs(unit)
	if err != nil {
		return nil, err
	}
	unit.Commit()
	return &job{commands, programs, unit}, nil
}

// directives returns the commands for the shell. Other directives there are none.
func directives(c *cell.Cell, shell bool) (commands []cell.Directive, err error) {
	var errs cell.Errors
	for _, d := range c.Directives {
		e := cell.Error{Pos: token.Position{Filename: c.File.Name(), Line: d.Line, Column: 1}}
		switch {
		case d.Shell && shell:
			commands = append(commands, d)
			continue
		case d.Shell:
			e.Msg, e.Hint = "no shell to run "+d.Text, "a line that begins with ! is a command; the native kernel runs it. To negate a value, write (!x)"
		default:
			e.Msg, e.Hint = "unknown directive "+d.Text, "the only directive is !command, for the shell of the native kernel"
		}
		errs = append(errs, e)
	}
	if len(errs) > 0 {
		return nil, errs
	}
	return commands, nil
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
