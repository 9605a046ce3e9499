package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// event is one line of go test -json.
type event struct {
	Action  string
	Package string
	Test    string
	Output  string
	Elapsed float64
}

// goTest runs go test with some arguments and counts its tests.
func (s *suite) goTest(c command, label string) error {
	c.args = append([]string{"go", "test", "-json", "-timeout", "20m"}, c.args...)
	cmd := s.cmd(c)
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	var stderr strings.Builder
	cmd.Stderr = &stderr
	if err := cmd.Start(); err != nil {
		return err
	}
	before := len(s.failed)
	read := s.count(stdout, label)
	err = cmd.Wait()
	if len(s.failed) > before {
		return errors.New("see above")
	}
	if err != nil || read != nil {
		fmt.Fprintln(s.out, indent(stderr.String()))
		return errors.Join(read, err)
	}
	return nil
}

// count reads the events of go test. Subtests belong to their test; the output
// of what fails is shown.
func (s *suite) count(r io.Reader, label string) error {
	output := map[string]*strings.Builder{}
	d := json.NewDecoder(r)
	for {
		var e event
		if err := d.Decode(&e); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return fmt.Errorf("go test -json: %w", err)
		}
		top, _, sub := strings.Cut(e.Test, "/")
		key := e.Package + "." + top
		if output[key] == nil {
			output[key] = &strings.Builder{}
		}
		switch e.Action {
		case "output":
			output[key].WriteString(e.Output)
		case "build-output":
			fmt.Fprint(s.out, "    "+e.Output)
		case "pass", "fail", "skip":
			if sub && e.Action == "skip" {
				s.skipped = append(s.skipped, label+short(e.Package)+"."+e.Test+": "+reason(output[key].String()))
			}
			if sub {
				continue
			}
			if e.Test == "" && e.Action == "fail" {
				s.unfinished(e.Package, label, output)
			}
			s.end(e, label, output[key].String())
			delete(output, key)
		}
	}
}

// unfinished counts the tests that a dying process left: they have output and
// no result. A goroutine's panic or a timeout shows up here.
func (s *suite) unfinished(pkg, label string, output map[string]*strings.Builder) {
	for key, text := range output {
		if test, ok := strings.CutPrefix(key, pkg+"."); ok && test != "" {
			s.end(event{Action: "fail", Package: pkg, Test: test}, label, text.String())
			delete(output, key)
		}
	}
}

// end counts a test, or a package when the event names no test.
func (s *suite) end(e event, label, output string) {
	name := label + short(e.Package)
	if e.Test != "" {
		name += "." + e.Test
	}
	switch {
	case e.Action == "fail" && e.Test == "" && s.failedIn(name):
		// its tests say what failed
	case e.Action == "fail":
		fmt.Fprintf(s.out, "   FAIL %s\n%s\n", name, indent(output))
		s.failed = append(s.failed, name)
	case e.Test == "" && e.Action == "pass":
		fmt.Fprintf(s.out, "   ok   %-40s %6.1f s\n", name, e.Elapsed)
	case e.Test != "" && e.Action == "skip":
		s.skipped = append(s.skipped, name+": "+reason(output))
	case e.Test != "":
		s.passed++
	}
}

// failedIn reports whether a test of a package has failed.
func (s *suite) failedIn(pkg string) bool {
	for _, f := range s.failed {
		if strings.HasPrefix(f, pkg+".") {
			return true
		}
	}
	return false
}

// reason returns the words with which a test was skipped.
func reason(output string) string {
	for _, line := range lines(output) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "=== ") || strings.HasPrefix(line, "--- ") {
			continue
		}
		if _, words, ok := strings.Cut(line, ".go:"); ok {
			if _, words, ok = strings.Cut(words, ": "); ok {
				return words
			}
		}
		return line
	}
	return "no reason given"
}

func short(pkg string) string {
	if pkg == "github.com/udl-go/lab" {
		return "lab"
	}
	return strings.TrimPrefix(strings.TrimPrefix(pkg, "github.com/udl-go/lab"), "/")
}
