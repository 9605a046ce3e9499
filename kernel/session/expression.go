package session

import (
	"context"
	"go/parser"
	"maps"
	"slices"

	"github.com/udl-go/lab/udl"
)

// aside is the number of what is evaluated beside the cells.
const aside = 0

// answer evaluates the expressions of a cell that has succeeded, in the order of
// their names.
func (s *Session) answer(ctx context.Context, c Cell, out Output) {
	for _, name := range slices.Sorted(maps.Keys(c.Expressions)) {
		v := &valued{Output: out, value: udl.Bundle{"text/plain": ""}}
		f := s.evaluate(ctx, c.Expressions[name], v)
		out.Answer(name, v.value, f)
	}
}

// evaluate gives out the value of an expression. What it prints is output of the
// cell.
func (s *Session) evaluate(ctx context.Context, code string, out Output) *Failure {
	if _, err := parser.ParseExpr(code); err != nil {
		return &Failure{Name: "syntax error", Value: "not an expression: " + code, Traceback: []string{"not an expression: " + code}}
	}
	c := Cell{Code: code, Number: aside}
	s.out.to(out)
	defer s.out.finish()
	r := s.begin(c, out)
	defer func() {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.texts, fileName(aside))
	}()
	if err := s.execute(ctx, r); err != nil {
		return s.failure(c, err)
	}
	return nil
}

// valued keeps the value of an expression and passes on the rest.
type valued struct {
	Output
	value udl.Bundle
}

// Result implements Output.
func (v *valued) Result(b udl.Bundle) { v.value = b }
