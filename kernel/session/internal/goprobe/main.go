package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/udl-go/lab/kernel/session/internal/probe"
)

func main() {
	update := flag.Bool("update", false, "write what real Go says into the files")
	verbose := flag.Bool("v", false, "list the probes that are not checked, and show programs that fail")
	flag.Parse()
	wrong, err := run(flag.Args(), *update, *verbose)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	if wrong > 0 {
		os.Exit(1)
	}
}

// job is a probe on its way through the toolchain.
type job struct {
	probe   *probe.Probe
	program *program
	id      string
	said    string // by the compiler, though the type check was content
}

func run(paths []string, update, verbose bool) (wrong int, err error) {
	files, jobs, err := load(paths)
	if err != nil {
		return 0, err
	}
	m, err := newModule()
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(m.dir)
	if err := build(m, jobs); err != nil {
		return 0, err
	}
	checked, unchecked := 0, 0
	for _, j := range jobs {
		if j.probe.Reason != "" {
			unchecked++
			if verbose {
				fmt.Printf("%s: not checked: %s\n", j.probe.Where(), j.probe.Reason)
			}
			continue
		}
		checked++
		note(j)
		got, diff := compare(m, j)
		if diff == "" {
			continue
		}
		if update && got != nil && !j.program.redeclares() {
			fmt.Printf("%s: written: %s\n", j.probe.Where(), diff)
			j.probe.Want = got.String()
			continue
		}
		wrong++
		fmt.Printf("%s: %s\n", j.probe.Where(), diff)
		if verbose {
			fmt.Println(j.program.source())
		}
	}
	fmt.Printf("%d probes agree with Go, %d do not, %d cannot be checked\n", checked-wrong, wrong, unchecked)
	if update {
		err = save(files)
	}
	return wrong, err
}

// load reads the files and makes a program of each probe.
func load(paths []string) (files []*probe.File, jobs []*job, err error) {
	imports := map[string]bool{"fmt": true}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, nil, fmt.Errorf("goprobe: %w", err)
		}
		f, err := probe.Parse(path, string(text))
		if err != nil {
			return nil, nil, err
		}
		files = append(files, f)
		for _, p := range f.Probes {
			jobs = append(jobs, &job{probe: p})
			for _, code := range cells(p) {
				gather(imports, code)
			}
		}
	}
	var list []string
	for path := range imports {
		list = append(list, path)
	}
	slices.Sort(list)
	imp, err := newImporter(list)
	if err != nil {
		return nil, nil, err
	}
	for _, j := range jobs {
		j.program = newProgram()
		for _, code := range cells(j.probe) {
			if j.probe.Reason == "" {
				j.program.add(code, imp)
			}
		}
	}
	return files, jobs, nil
}

// cells returns what real Go is to run.
func cells(p *probe.Probe) []string {
	if p.Program != "" {
		return strings.Split(p.Program, "\n---\n")
	}
	return p.Cells
}

// gather adds the paths that a cell imports.
func gather(imports map[string]bool, code string) {
	chunks, _ := cut(code)
	for _, c := range chunks {
		names, _ := c.imports()
		for _, path := range names {
			imports[path] = true
		}
	}
}

// build writes and compiles all packages.
func build(m *module, jobs []*job) error {
	var good, bad []string
	for _, j := range jobs {
		if j.probe.Reason != "" {
			continue
		}
		j.id = id("p", j.program.source())
		good = append(good, j.id)
		if err := m.write(j.id+"/"+packageName+"/p.go", j.program.source()); err != nil {
			return err
		}
		for _, r := range j.program.refused {
			bad = append(bad, id("r", r.source))
			if err := m.write(id("r", r.source)+"/"+packageName+"/r.go", r.source); err != nil {
				return err
			}
		}
	}
	slices.Sort(good)
	slices.Sort(bad)
	good = slices.Compact(good)
	said := m.compile(good)
	if said["go"] != "" {
		return fmt.Errorf("goprobe: go build: %s", said["go"])
	}
	refusals := m.compile(slices.Compact(bad))
	for _, j := range jobs {
		j.said = said[j.id]
		for i, r := range j.program.refused {
			j.program.refused[i].text = best(refusals[id("r", r.source)])
		}
	}
	return m.link(slices.DeleteFunc(good, func(id string) bool { return said[id] != "" }))
}

// note says where go/types, which a session can ask, words a refusal otherwise
// than the compiler does.
func note(j *job) {
	for _, r := range j.program.refused {
		var said probe.Record
		said.Error(strings.ReplaceAll(r.check, packageName+".", "main."))
		agrees := false
		for _, line := range strings.Split(j.probe.Want, "\n") {
			agrees = agrees || strings.HasPrefix(line, "ERROR") && said.Diff(line) == ""
		}
		if !agrees {
			fmt.Printf("%s: go/types says: %s\n", j.probe.Where(), r.check)
		}
	}
}

// best puts messages about what a notebook allows last.
func best(said string) string {
	var first, last []string
	for _, line := range strings.Split(strings.TrimSpace(said), "\n") {
		if allowed(line) {
			last = append(last, line)
		} else {
			first = append(first, line)
		}
	}
	if len(first) == 0 {
		return ""
	}
	return strings.Join(append(first, last...), "\n")
}

// compare runs a program and returns what it shows and how that differs.
func compare(m *module, j *job) (*probe.Record, string) {
	if j.said != "" {
		return nil, "the compiler refuses the program: " + j.said
	}
	for _, r := range j.program.refused {
		if r.text == "" {
			return nil, "the compiler accepts a cell that go/types refuses: " + r.check
		}
	}
	got, err := m.run(j.id, j.program.refused)
	if err != nil {
		return nil, err.Error()
	}
	return got, got.Diff(j.probe.Want)
}

func save(files []*probe.File) error {
	for _, f := range files {
		if err := os.WriteFile(filepath.Clean(f.Name), []byte(f.String()), 0o644); err != nil {
			return fmt.Errorf("goprobe: %w", err)
		}
	}
	return nil
}
