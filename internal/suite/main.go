// Command suite runs the checks of the repository: make test is
//
//	go run ./internal/suite full
//
// and make check is the same with quick, which leaves out what takes minutes.
// Names of stages after that run only these. It sets up what the stages need,
// says what each one took, and ends with what was skipped, which tests ran on
// generated data, and the number of tests that passed and failed.
package main

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "suite:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	modes := map[string]mode{"full": full, "quick": quick}
	if len(args) == 0 || modes[args[0]] == both {
		return fmt.Errorf("usage: go run ./internal/suite full|quick [stage...]")
	}
	root, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}").Output()
	if err != nil {
		return fmt.Errorf("this must run inside the module: %w", err)
	}
	if err := os.Chdir(strings.TrimSpace(string(root))); err != nil {
		return err
	}
	selected, err := choose(stages(), modes[args[0]], args[1:])
	if err != nil {
		return err
	}
	notes, err := os.CreateTemp("", "udl-test-notes-*")
	if err != nil {
		return err
	}
	notes.Close()
	defer os.Remove(notes.Name())
	s := &suite{out: os.Stdout, env: append(os.Environ(), "UDL_TEST_NOTES="+notes.Name()), notes: notes.Name()}
	for _, st := range selected {
		s.run(st)
	}
	return s.summary()
}
