package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
)

const (
	venv         = ".venv"
	requirements = "testdata/python/requirements.txt"
)

// inVenv returns the path of a program of the tests' Python environment.
func inVenv(name string) string {
	folder := "bin"
	if runtime.GOOS == "windows" {
		folder = "Scripts"
	}
	path, err := filepath.Abs(filepath.Join(venv, folder, name))
	if err != nil {
		return name
	}
	return path
}

// python makes the environment of the tests, with exactly the pinned packages.
// A stamp of the list says whether it is up to date.
func python(s *suite) error {
	list, err := os.ReadFile(requirements)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(list)
	want, stamp := hex.EncodeToString(sum[:]), filepath.Join(venv, "requirements.sha256")
	if have, err := os.ReadFile(stamp); err == nil && string(have) == want {
		fmt.Fprintf(s.out, "   Python      %s\n", inVenv("python"))
		return nil
	}
	fmt.Fprintf(s.out, "   Python      makes %s\n", venv)
	if _, err := s.do(command{args: []string{"python3", "-m", "venv", "--clear", venv}}); err != nil {
		return fmt.Errorf("python3 cannot make a venv: install Python 3.11 or newer with its venv module: %w", err)
	}
	pip := command{args: []string{inVenv("python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", requirements}}
	if _, err := s.do(pip); err != nil {
		return err
	}
	return os.WriteFile(stamp, []byte(want), 0o644)
}

var (
	ranTests  = regexp.MustCompile(`(?m)^Ran (\d+) tests? in`)
	skipTests = regexp.MustCompile(`(?m)^OK \(.*skipped=(\d+)`)
	skipLine  = regexp.MustCompile(`(?m)^(\w+) \(.*\).* \.\.\. skipped (.*)$`)
)

// unittest runs a Python file of unit tests and counts its tests.
func (s *suite) unittest(file string, env ...string) error {
	c := command{args: []string{inVenv("python"), "-W", "ignore", file, "-v"}, env: env}
	out, err := s.do(c)
	if err != nil {
		return err
	}
	m := ranTests.FindStringSubmatch(out)
	if m == nil {
		return fmt.Errorf("%s ran no test:\n%s", file, indent(out))
	}
	n, err := strconv.Atoi(m[1])
	if err != nil || n == 0 {
		return fmt.Errorf("%s ran no test", file)
	}
	if m := skipTests.FindStringSubmatch(out); m != nil {
		k, _ := strconv.Atoi(m[1]) // the pattern says it is a number
		n -= k
	}
	for _, m := range skipLine.FindAllStringSubmatch(out, -1) {
		s.skipped = append(s.skipped, file+"."+m[1]+": "+m[2])
	}
	s.passed += n
	fmt.Fprintf(s.out, "   ok   %s: %d tests\n", file, n)
	return nil
}
