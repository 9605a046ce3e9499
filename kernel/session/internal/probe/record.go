package probe

import (
	"fmt"
	"strings"
)

// Record collects what a notebook shows, in order of appearance.
type Record struct {
	lines []line
	open  bool // the last line has not ended
}

// line is a line of output, or one cell's error.
type line struct {
	text  string
	error bool
}

// Text adds text written to stdout.
func (r *Record) Text(s string) {
	for s != "" {
		before, after, ended := strings.Cut(s, "\n")
		if r.open {
			r.lines[len(r.lines)-1].text += before
		} else {
			r.lines = append(r.lines, line{text: before})
		}
		r.open, s = !ended, after
	}
}

// Result adds a displayed value, which stands on lines of its own.
func (r *Record) Result(s string) {
	r.open = false
	r.Text(strings.TrimSuffix(s, "\n") + "\n")
}

// Error adds the error that ended a cell: name, value and traceback.
func (r *Record) Error(s string) {
	r.open = false
	r.lines = append(r.lines, line{text: s, error: true})
}

// String returns the record as an expectation: errors by their first line.
func (r *Record) String() string {
	var out []string
	for _, l := range r.lines {
		if l.error {
			first, _, _ := strings.Cut(l.text, "\n")
			out = append(out, "ERROR "+first)
			continue
		}
		out = append(out, strings.TrimRight(l.text, " \t\r"))
	}
	return strings.Join(trim(out), "\n")
}

// Diff compares the record with an expectation and returns the first difference,
// "" when there is none.
func (r *Record) Diff(want string) string {
	got := r.lines
	blank := func(l line) bool { return !l.error && strings.TrimSpace(l.text) == "" }
	for len(got) > 0 && blank(got[0]) {
		got = got[1:]
	}
	for len(got) > 0 && blank(got[len(got)-1]) {
		got = got[:len(got)-1]
	}
	wants := trim(strings.Split(want, "\n"))
	for i, w := range wants {
		if i >= len(got) {
			return fmt.Sprintf("line %d: want %q, got nothing more", i+1, w)
		}
		if !got[i].matches(w) {
			return fmt.Sprintf("line %d: want %q, got %q", i+1, w, got[i].show())
		}
	}
	if len(got) > len(wants) {
		return fmt.Sprintf("line %d: want nothing more, got %q", len(wants)+1, got[len(wants)].show())
	}
	return ""
}

func (l line) show() string {
	if l.error {
		return "ERROR " + l.text
	}
	return l.text
}

func (l line) matches(want string) bool {
	if part, ok := strings.CutPrefix(want, "ERROR"); ok && l.error {
		return strings.Contains(strings.ToLower(l.text), strings.ToLower(strings.TrimSpace(part)))
	}
	return !l.error && strings.TrimRight(l.text, " \t\r") == strings.TrimRight(want, " \t\r")
}

// trim drops blank lines at both ends and white space at the end of lines.
func trim(lines []string) []string {
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = strings.TrimRight(l, " \t\r")
	}
	for len(out) > 0 && out[0] == "" {
		out = out[1:]
	}
	for len(out) > 0 && out[len(out)-1] == "" {
		out = out[:len(out)-1]
	}
	return out
}
