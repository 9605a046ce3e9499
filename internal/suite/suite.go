package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"
)

// stage is one part of a run.
type stage struct {
	name string
	in   mode
	run  func(*suite) error
}

// mode says which run a stage belongs to.
type mode int

const (
	both mode = iota
	full
	quick
)

// suite is one run of some stages and what came out of it.
type suite struct {
	out     io.Writer
	env     []string // of every command
	notes   string   // file in which tests say that they ran on generated data
	took    []taken
	passed  int
	failed  []string
	skipped []string
}

// taken is the time of a stage.
type taken struct {
	name string
	time time.Duration
	ok   bool
}

// choose returns the stages to run: those of a mode, or the named ones.
func choose(all []stage, m mode, names []string) (chosen []stage, err error) {
	for _, st := range all {
		if len(names) > 0 && slices.Contains(names, st.name) || len(names) == 0 && (st.in == both || st.in == m) {
			chosen = append(chosen, st)
		}
	}
	for _, name := range names {
		if !slices.ContainsFunc(all, func(st stage) bool { return st.name == name }) {
			var known []string
			for _, st := range all {
				known = append(known, st.name)
			}
			return nil, fmt.Errorf("no stage is named %q, the stages are: %s", name, strings.Join(known, ", "))
		}
	}
	return chosen, nil
}

// run runs a stage. One that counts no tests of its own counts as a test.
func (s *suite) run(st stage) {
	fmt.Fprintf(s.out, "\n== %s\n", st.name)
	began := time.Now()
	passed, failed := s.passed, len(s.failed)
	err := st.run(s)
	took := time.Since(began)
	if err != nil {
		fmt.Fprintf(s.out, "   FAILED: %v\n", err)
		if len(s.failed) == failed {
			s.failed = append(s.failed, st.name)
		}
	} else if s.passed == passed {
		s.passed++
	}
	s.took = append(s.took, taken{st.name, took, err == nil && len(s.failed) == failed})
	fmt.Fprintf(s.out, "   %.1f s\n", took.Seconds())
}

// summary prints what came out, and is an error when something failed.
func (s *suite) summary() error {
	fmt.Fprintln(s.out, "\n== summary")
	var total time.Duration
	for _, t := range s.took {
		total += t.time
		word := "ok"
		if !t.ok {
			word = "FAILED"
		}
		fmt.Fprintf(s.out, "%8.1f s  %-6s  %s\n", t.time.Seconds(), word, t.name)
	}
	fmt.Fprintf(s.out, "%8.1f s  in all\n", total.Seconds())
	notes, err := os.ReadFile(s.notes)
	if err != nil {
		return err
	}
	s.list("ran on generated data", lines(string(notes)))
	s.list("skipped", s.skipped)
	s.list("FAILED", s.failed)
	closing := fmt.Sprintf("%d passed, %d failed", s.passed, len(s.failed))
	if n := len(s.skipped); n > 0 {
		closing += fmt.Sprintf(", %d skipped", n)
	}
	fmt.Fprintf(s.out, "\n%s\n", closing)
	if len(s.failed) > 0 {
		return fmt.Errorf("%d failed", len(s.failed))
	}
	return nil
}

func (s *suite) list(title string, items []string) {
	if len(items) == 0 {
		return
	}
	slices.Sort(items)
	fmt.Fprintf(s.out, "\n%s:\n", title)
	for _, item := range slices.Compact(items) {
		fmt.Fprintf(s.out, "  %s\n", item)
	}
}

func lines(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return r == '\n' })
}
