package progen

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"
)

// Runner evaluates the cells of one notebook in a session of their own.
type Runner interface {
	Cells(ctx context.Context, cells []string) (stdout string, err error)
}

// ErrStopped is in an [Oracle]'s error when a program had to be stopped before
// it ended: the machine was too slow, or the program has no end. Nothing is known
// about it then, nor about its batch.
var ErrStopped = errors.New("progen: the program was stopped before it ended")

// Oracle says what real Go prints for each program.
type Oracle func(ctx context.Context, programs []*Program) ([]string, error)

// Difference is a program that a Runner does not run as Go does.
type Difference struct {
	Program *Program
	Want    string
	Got     string
	Err     error // of the Runner
}

// String says where the outputs part, after the cells.
func (d Difference) String() string {
	return fmt.Sprintf("seed %d: %s\nerror: %v\n%s", d.Program.Seed, FirstDifference(d.Want, d.Got), d.Err,
		strings.Join(d.Program.Cells(), "\n// ---\n"))
}

// FirstDifference shows the first line in which two outputs differ.
func FirstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range max(len(w), len(g)) {
		switch {
		case i >= len(w):
			return fmt.Sprintf("line %d: got %q after the end", i+1, g[i])
		case i >= len(g):
			return fmt.Sprintf("line %d: want %q, got the end", i+1, w[i])
		case w[i] != g[i]:
			return fmt.Sprintf("line %d: want %q, got %q", i+1, w[i], g[i])
		}
	}
	return "the outputs are the same"
}

// Compare runs the programs of the seeds from first to last in batches and
// returns those that differ, made small when shrink is set.
func Compare(ctx context.Context, first, last uint64, batch int, r Runner, real Oracle, shrink *Shrinker) ([]Difference, error) {
	var found []Difference
	for from := first; from <= last && ctx.Err() == nil; from += uint64(batch) {
		var programs []*Program
		for seed := from; seed <= min(last, from+uint64(batch)-1); seed++ {
			programs = append(programs, Generate(seed))
		}
		want, err := real(ctx, programs)
		if err != nil {
			return found, err
		}
		for i, p := range programs {
			got, err := r.Cells(ctx, p.Cells())
			if err == nil && got == want[i] || ctx.Err() != nil {
				continue
			}
			d := Difference{p, want[i], got, err}
			if shrink != nil {
				d = shrink.difference(ctx, d, r, real)
			}
			found = append(found, d)
		}
	}
	return found, ctx.Err()
}

var number = regexp.MustCompile(`\d+`)

// class is the first line of an error without its numbers.
func class(err error) string {
	if err == nil {
		return ""
	}
	line, _, _ := strings.Cut(err.Error(), "\n")
	return number.ReplaceAllString(line, "")
}

// difference makes a difference small. While it shrinks, an error stays the
// same error and a wrong output stays a wrong output.
func (s *Shrinker) difference(ctx context.Context, d Difference, r Runner, real Oracle) Difference {
	small := d
	s.Shrink(d.Program, func(p *Program) bool {
		if ctx.Err() != nil {
			return false
		}
		want, err := real(ctx, []*Program{p})
		if err != nil {
			return false
		}
		got, err := r.Cells(ctx, p.Cells())
		if class(err) != class(d.Err) || err == nil && got == want[0] {
			return false
		}
		small = Difference{p, want[0], got, err}
		return true
	})
	return small
}
