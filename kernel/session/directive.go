package session

import (
	"context"
	"errors"
	"fmt"
	"go/token"
	"io/fs"
	"strings"

	"github.com/udl-go/lab/kernel/session/internal/cell"
)

// directive is what the session does for a line at the top of a cell.
type directive struct {
	cell.Directive
	do func(ctx context.Context, s *Session, d cell.Directive) error
}

// performed are the directives that are done before the code of the cell.
var performed = map[string]func(ctx context.Context, s *Session, d cell.Directive) error{
	"vars": vars,
	"help": help,
	"doc":  doc,
	"load": load,

	cell.Question: page,
}

// argument tells which directives need one.
var argument = map[string]bool{"doc": true, "load": true, cell.Question: true}

// plan is what a cell asks for beside its code.
type plan struct {
	actions []directive
	timed   []cell.Directive // statements to be timed before the rest
	whole   bool             // the cell is to be timed
	reset   bool
	replay  bool
}

// plans reads the directives of a cell. The error is cell.Errors.
func (s *Session) plans(number int, list []cell.Directive) (p plan, err error) {
	var errs cell.Errors
	for _, d := range list {
		msg, hint := s.unfit(d)
		if msg != "" {
			at := token.Position{Filename: cell.Name(number), Line: d.Line, Column: 1}
			errs = append(errs, cell.Error{Pos: at, Msg: msg, Hint: hint})
			continue
		}
		switch {
		case d.Shell:
			p.actions = append(p.actions, directive{d, shell})
		case d.Timed():
			p.timed = append(p.timed, d)
		case d.Name == "time":
			p.whole = true
		case d.Name == "reset":
			p.reset = true
		case d.Name == "replay":
			p.replay = true
		default:
			p.actions = append(p.actions, directive{d, performed[d.Name]})
		}
	}
	if len(errs) > 0 {
		return p, errs
	}
	return p, nil
}

// unfit says why a directive cannot be done, and what to do about it.
func (s *Session) unfit(d cell.Directive) (msg, hint string) {
	name := "%" + d.Name
	switch {
	case d.Whole:
		name = "%" + name
	case d.Name == cell.Question:
		name = d.Name
	}
	switch {
	case d.Shell && s.opts.Host == nil:
		return "no shell to run " + d.Text, "a line that begins with ! is a command; the native kernel runs it. To negate a value, write (!x)"
	case d.Shell && d.Args == "":
		return "! without a command", "as in !ls"
	case d.Shell:
	case d.Name == "time" && d.Whole && d.Args != "":
		return "%%time is about the whole cell", "the code stands in the lines below it; %time times one statement"
	case d.Name == "time":
	case performed[d.Name] == nil && d.Name != "reset" && d.Name != "replay" || d.Whole:
		return "unknown directive " + name, "there are " + known()
	case argument[d.Name] && d.Args == "":
		return name + " needs a " + map[string]string{"doc": "name, as in %doc strings.Split", cell.Question: "name, as in ?strings.Split", "load": "file, as in %load prepare.go"}[d.Name], ""
	case !argument[d.Name] && d.Args != "":
		return name + " takes nothing: " + d.Args, "code stands in the lines below it"
	}
	return "", ""
}

// known lists the directives.
func known() string {
	var names []string
	for _, u := range cell.Usage {
		names = append(names, u[0])
	}
	return strings.Join(names[:len(names)-1], ", ") + " and " + names[len(names)-1]
}

// directiveError is a directive that failed.
type directiveError struct {
	directive cell.Directive
	err       error
}

// Error implements error.
func (e *directiveError) Error() string { return e.directive.Text + ": " + e.err.Error() }

// Unwrap returns what went wrong.
func (e *directiveError) Unwrap() error { return e.err }

// perform does what comes before the code.
func (s *Session) perform(ctx context.Context, p plan) error {
	for _, d := range p.actions {
		if err := d.do(ctx, s, d.Directive); err != nil {
			return &directiveError{d.Directive, err}
		}
	}
	return nil
}

func shell(ctx context.Context, s *Session, d cell.Directive) error {
	return s.opts.Host.Shell(ctx, d.Args, s.out.writer("stdout"), s.out.writer("stderr"))
}

func help(_ context.Context, s *Session, _ cell.Directive) error {
	var b strings.Builder
	for _, u := range cell.Usage {
		fmt.Fprintf(&b, "%-16s %s\n", u[0], u[1])
	}
	b.WriteString("They stand at the top of a cell, each in a line of its own, before the code.\n")
	_, err := s.out.writer("stdout").Write([]byte(b.String()))
	return err
}

func doc(_ context.Context, s *Session, d cell.Directive) error {
	b, ok := s.describe(d.Args)
	if !ok {
		return errors.New("nothing is known of that name")
	}
	s.out.frame(func(o Output) { o.Display(b, "", false) })
	return nil
}

// page shows documentation apart from the output.
func page(_ context.Context, s *Session, d cell.Directive) error {
	b, ok := s.describe(d.Args)
	if !ok {
		return errors.New("nothing is known of that name")
	}
	s.out.frame(func(o Output) { o.Page(b) })
	return nil
}

// load offers the text of a file for the cell.
func load(_ context.Context, s *Session, d cell.Directive) error {
	var text []byte
	err := errors.New("there are no files here")
	if s.opts.Files != nil {
		text, err = fs.ReadFile(s.opts.Files, d.Args)
	}
	if err != nil && s.opts.Host != nil {
		text, err = s.opts.Host.ReadFile(d.Args)
	}
	if err != nil {
		return err
	}
	s.out.frame(func(o Output) { o.Next("// " + d.Text + "\n" + string(text)) })
	return nil
}
