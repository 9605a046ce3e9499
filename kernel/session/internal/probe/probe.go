package probe

import (
	"fmt"
	"strings"
)

// Probe is one notebook and what it must show.
type Probe struct {
	Name    string
	File    string
	Line    int      // where it starts in File, from 1
	Reason  string   // why real Go cannot be asked, "" when it can
	Program string   // the equivalent program, when it is not the cells one after the other
	Cells   []string // run in order in one session
	Want    string   // the expectation, without blank lines at both ends
}

// File is a file of probes.
type File struct {
	Name   string
	Intro  string // text before the first probe
	Probes []*Probe
}

// Where returns the probe's position and name.
func (p *Probe) Where() string { return fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.Name) }

// Parse reads the text of a file.
func Parse(name, text string) (*File, error) {
	f := &File{Name: name}
	var p *Probe
	var block []string // lines of the probe after its name
	seen := map[string]int{}
	finish := func() error {
		if p == nil {
			f.Intro = strings.Join(block, "\n")
			return nil
		}
		if at := seen[p.Name]; at > 0 {
			return fmt.Errorf("probe: %s:%d: the name %q stands at line %d already", name, p.Line, p.Name, at)
		}
		seen[p.Name] = p.Line
		f.Probes = append(f.Probes, p)
		return p.fill(block)
	}
	for i, line := range strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n") {
		title, starts := strings.CutPrefix(line, "=== ")
		if !starts {
			block = append(block, line)
			continue
		}
		if err := finish(); err != nil {
			return nil, err
		}
		p = &Probe{Name: strings.TrimSpace(title), File: name, Line: i + 1}
		block = nil
	}
	return f, finish()
}

// fill sets what the lines after the name say.
func (p *Probe) fill(lines []string) error {
	var reason, program []string
	for len(lines) > 0 && strings.HasPrefix(lines[0], "#") {
		if code, ok := strings.CutPrefix(lines[0], "#|"); ok {
			program = append(program, strings.TrimPrefix(code, " "))
		} else {
			reason = append(reason, strings.TrimSpace(lines[0][1:]))
		}
		lines = lines[1:]
	}
	p.Reason, p.Program = strings.Join(reason, " "), strings.Join(program, "\n")
	begin := 0
	for i, line := range lines {
		if line == "---" {
			p.Cells = append(p.Cells, strings.Join(lines[begin:i], "\n"))
			begin = i + 1
		}
		want, ok := strings.CutPrefix(line, ">>>")
		if !ok {
			continue
		}
		p.Cells = append(p.Cells, strings.Join(lines[begin:i], "\n"))
		rest := append([]string{strings.TrimPrefix(want, " ")}, lines[i+1:]...)
		p.Want = strings.Join(trim(rest), "\n")
		return nil
	}
	return fmt.Errorf("probe: %s:%d: %q has no expectation (>>>)", p.File, p.Line, p.Name)
}

// String returns the file's text, so that Parse reads the same again.
func (f *File) String() string {
	var b strings.Builder
	b.WriteString(f.Intro)
	if f.Intro != "" {
		b.WriteByte('\n')
	}
	for _, p := range f.Probes {
		fmt.Fprintf(&b, "=== %s\n", p.Name)
		if p.Reason != "" {
			fmt.Fprintf(&b, "# %s\n", p.Reason)
		}
		if p.Program != "" {
			for _, line := range strings.Split(p.Program, "\n") {
				b.WriteString(strings.TrimRight("#| "+line, " ") + "\n")
			}
		}
		b.WriteString(strings.Join(p.Cells, "\n---\n"))
		b.WriteString(strings.TrimRight("\n>>> "+p.Want, " ") + "\n")
	}
	return b.String()
}
