package gotest

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// Runner runs a program. An os.Exit(0) is success; err is everything else that
// ends it before its time, a panic included.
type Runner interface {
	Run(ctx context.Context, src string) (stdout, stderr string, err error)
}

// ErrWrong says that a test ended well and wrote something else: the worst
// failure, since nobody notices it.
var ErrWrong = errors.New("wrong output")

// Check runs a test. Go's rule: it exits with 0, and its output, both streams
// together, is that of the .out file, nothing when there is none.
func (t Test) Check(ctx context.Context, r Runner) error {
	stdout, stderr, err := r.Run(ctx, t.Source)
	if err != nil {
		return fmt.Errorf("%s: %w", t.Name, err)
	}
	want := lines(t.Want)
	if got := lines(stdout + stderr); got != want {
		return fmt.Errorf("%s: %w: %s", t.Name, ErrWrong, difference(got, want))
	}
	return nil
}

// lines ends lines as Unix does.
func lines(s string) string { return strings.ReplaceAll(s, "\r\n", "\n") }

// difference names the first line that differs.
func difference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return fmt.Sprintf("line %d: want %q, got %q", i+1, w[i], g[i])
		}
	}
	return fmt.Sprintf("want %d lines, got %d", len(w), len(g))
}
