package main

import (
	"fmt"
	"os/exec"
	"strings"
)

// command is a program to run.
type command struct {
	env  []string // in addition to the suite's
	only bool     // env is all there is
	dir  string
	args []string
}

func (s *suite) cmd(c command) *exec.Cmd {
	cmd := exec.Command(c.args[0], c.args[1:]...)
	cmd.Dir = c.dir
	if c.only {
		cmd.Env = c.env
	} else {
		cmd.Env = append(append([]string{}, s.env...), c.env...)
	}
	return cmd
}

// do runs a program and returns its output; a failure shows it.
func (s *suite) do(c command) (string, error) {
	out, err := s.cmd(c).CombinedOutput()
	if err != nil {
		fmt.Fprintf(s.out, "%s\n%s\n", strings.Join(c.args, " "), indent(string(out)))
		return "", fmt.Errorf("%s: %w", c.args[0], err)
	}
	return string(out), nil
}

// goCommand is the go command with some arguments.
func goCommand(args ...string) command { return command{args: append([]string{"go"}, args...)} }

// with adds to the environment of a command.
func (c command) with(env ...string) command {
	c.env = append(append([]string{}, c.env...), env...)
	return c
}

// in sets the folder of a command.
func (c command) in(dir string) command {
	c.dir = dir
	return c
}

func indent(s string) string {
	return "    " + strings.ReplaceAll(strings.TrimRight(s, "\n"), "\n", "\n    ")
}
