package world

import (
	"cmp"
	"errors"
	"go/token"
	"go/types"
	"regexp"
	"slices"
	"strings"

	"github.com/udl-go/lab/kernel/session/internal/cell"
)

// errorList collects what the checker finds, in the words of the compiler.
type errorList struct {
	u          *Unit
	deps       *dependents
	errs       cell.Errors
	positional token.Pos // the first literal that only seems to be of another package
}

func (l *errorList) add(err error) {
	var e types.Error
	if !errors.As(err, &e) {
		l.errs = append(l.errs, cell.Error{Msg: err.Error()})
		return
	}
	switch {
	case allowed(e.Msg):
		return
	case l.bogusLiteral(e.Msg):
		if !l.positional.IsValid() {
			l.positional = e.Pos
		}
		return
	}
	pos := l.u.world.fset.Position(e.Pos)
	msg := l.u.label(e.Pos, clean(e.Msg))
	if rest, ok := strings.CutPrefix(e.Msg, "\t"); ok && len(l.errs) > 0 {
		last := &l.errs[len(l.errs)-1]
		last.Msg += "\n\t" + pos.String() + ": " + clean(rest)
		return
	}
	if strings.HasPrefix(msg, "undefined: ") && slices.ContainsFunc(l.errs, func(x cell.Error) bool { return x.Msg == msg }) {
		return // said once
	}
	x := cell.Error{Pos: pos, Msg: msg, Hint: l.u.hint(e.Pos, msg)}
	if l.deps != nil && e.Pos.IsValid() && l.u.world.fset.File(e.Pos) != l.u.cell.File {
		x.Msg = l.owner(e.Pos) + " no longer compiles: " + msg
		if x.Hint = cmp.Or(l.u.stale(e.Pos, msg), l.u.dropped(msg)); x.Hint == "" {
			x.Hint = pos.Filename + " uses what this cell declares anew; declare both in one cell, or take another name"
		}
	}
	l.errs = append(l.errs, x)
}

// allowed reports what a notebook may do although a program may not.
func allowed(msg string) bool {
	return strings.HasPrefix(msg, "declared and not used") ||
		strings.HasSuffix(msg, " declared and not used") && !strings.HasPrefix(msg, "label ") || // by a type switch
		strings.HasSuffix(msg, "imported and not used") || strings.Contains(msg, " imported as ") && strings.HasSuffix(msg, "and not used") ||
		strings.Contains(msg, "already declared through import of") || // by a later cell
		strings.HasPrefix(msg, "\t") && strings.HasSuffix(msg, " redeclared in this block")
}

var positionalField = regexp.MustCompile(`implicit assignment to unexported field \S+ in struct literal of type (.*)$`)

// bogusLiteral reports whether a positional literal is of a session's struct.
func (l *errorList) bogusLiteral(msg string) bool {
	m := positionalField.FindStringSubmatch(msg)
	return m != nil && (strings.HasPrefix(m[1], "main.") || strings.HasPrefix(m[1], "struct{") || !strings.Contains(m[1], "."))
}

// owner names the declaration of an earlier cell that a position lies in.
func (l *errorList) owner(at token.Pos) string {
	for _, d := range l.deps.defs {
		if d.decl.Pos() <= at && at <= d.decl.End() {
			return d.title()
		}
	}
	return "a declaration"
}

var unusedLabel = regexp.MustCompile(`^label (\S+) defined and not used$`)

// said drops the complaint that a label is not used when another one is about
// its use.
func said(errs cell.Errors) cell.Errors {
	return slices.DeleteFunc(errs, func(x cell.Error) bool {
		m := unusedLabel.FindStringSubmatch(x.Msg)
		return m != nil && slices.ContainsFunc(errs, func(y cell.Error) bool {
			return y.Msg != x.Msg && (strings.Contains(y.Msg, "label "+m[1]) || strings.HasSuffix(y.Msg, " label not defined: "+m[1]))
		})
	})
}
