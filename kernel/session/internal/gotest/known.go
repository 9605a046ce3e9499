package gotest

import (
	"fmt"
	"strings"
)

// Known are the failures that are accepted: the test's name and the reason.
type Known map[string]string

// Slow is how the reason of a test begins that would pass, given time.
const Slow = "slow: "

// Slow reports whether a test takes too long to be run each time.
func (k Known) Slow(name string) bool { return strings.HasPrefix(k[name], Slow) }

// ParseKnown reads a table: a line "name: reason" a test; # starts a comment.
func ParseKnown(text string) (Known, error) {
	known := Known{}
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		name, reason, ok := strings.Cut(line, ":")
		reason = strings.TrimSpace(reason)
		if !ok || reason == "" {
			return nil, fmt.Errorf("gotest: line %d: %q gives no reason", i+1, line)
		}
		if known[name] != "" {
			return nil, fmt.Errorf("gotest: line %d: %s stands twice", i+1, name)
		}
		known[name] = reason
	}
	return known, nil
}

// Judge compares what failed with what is known: the complaints name failures
// without a reason, and entries that pass, are excluded or do not exist.
func (k Known) Judge(tests []Test, failed map[string]error) (wrong []string) {
	run := map[string]bool{}
	for _, t := range tests {
		if t.Excluded != "" {
			continue
		}
		run[t.Name] = true
		err := failed[t.Name]
		switch {
		case err != nil && k[t.Name] == "":
			wrong = append(wrong, err.Error())
		case err == nil && k[t.Name] != "":
			wrong = append(wrong, t.Name+" passes: take it off the table of known failures")
		}
	}
	for name := range k {
		if !run[name] {
			wrong = append(wrong, name+" is known to fail, but is no test that runs")
		}
	}
	return wrong
}
