package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
)

// setup makes sure of the programs that the stages run, and installs what it can.
func setup(s *suite) error {
	return errors.Join(compiler(s), node(s), chromium(s), python(s))
}

// compiler looks for the C compiler that the race detector links with.
func compiler(s *suite) error {
	out, err := s.do(goCommand("env", "CC"))
	if err != nil {
		return err
	}
	cc := strings.Fields(out)[0]
	if _, err := exec.LookPath(cc); err != nil {
		return fmt.Errorf("there is no C compiler %s, which the race detector needs: install gcc or clang", cc)
	}
	fmt.Fprintf(s.out, "   C compiler  %s\n", cc)
	return nil
}

const oldestNode = 20

// node looks for Node, which runs the tests for js/wasm.
func node(s *suite) error {
	out, err := exec.Command("node", "--version").Output()
	if err != nil {
		return fmt.Errorf("there is no node, which runs the tests for js/wasm: install Node %d or newer", oldestNode)
	}
	version := strings.TrimSpace(string(out))
	major, err := strconv.Atoi(strings.Split(strings.TrimPrefix(version, "v"), ".")[0])
	if err != nil || major < oldestNode {
		return fmt.Errorf("node is %s, the tests for js/wasm need %d or newer", version, oldestNode)
	}
	fmt.Fprintf(s.out, "   node        %s\n", version)
	return nil
}

// chromium looks for the browser and, as root on a Debian, installs it.
func chromium(s *suite) error {
	if bin := findChromium(); bin != "" {
		fmt.Fprintf(s.out, "   Chromium    %s\n", bin)
		return nil
	}
	missing := errors.New("there is no Chromium, which tests the page: install chromium, or name it in $CHROMIUM")
	if _, err := exec.LookPath("apt-get"); err != nil || runtime.GOOS != "linux" || os.Getuid() != 0 {
		return missing
	}
	fmt.Fprintln(s.out, "   Chromium is missing: apt-get installs it")
	for _, args := range [][]string{{"update", "-qq"}, {"install", "-y", "-qq", "--no-install-recommends", "chromium"}} {
		c := command{args: append([]string{"apt-get"}, args...), env: []string{"DEBIAN_FRONTEND=noninteractive"}}
		if _, err := s.do(c); err != nil {
			return errors.Join(missing, err)
		}
	}
	if findChromium() == "" {
		return missing
	}
	return nil
}

func findChromium() string {
	for _, name := range []string{os.Getenv("CHROMIUM"), "chromium", "chromium-browser", "google-chrome"} {
		if bin, err := exec.LookPath(name); name != "" && err == nil {
			return bin
		}
	}
	return ""
}
