package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// targets are the platforms that the module builds for.
var targets = []string{
	"linux/amd64", "linux/arm64", "darwin/amd64", "darwin/arm64", "windows/amd64", "windows/arm64",
}

// Packages that run in the browser as well.
var browser = []string{"./compute/...", "./udl/...", "./kernel/internal/value", "./kernel/message", "./kernel/session/...", "./kernel/symbols", "./wasm/bridge"}

// Packages in which goroutines share memory.
var concurrent = []string{"./kernel/...", "./compute/...", "./udl", "./udl/nn/...", "./udl/rbm", "./udl/display", "./internal/notebook/...", "./cmd/..."}

// stages returns every stage, in the order in which they find mistakes soonest.
func stages() []stage {
	all := []stage{
		{"setup", full, setup},
		{"format", both, format},
		{"vet", both, func(s *suite) error { _, err := s.do(goCommand("vet", "./...")); return err }},
		{"lint", full, lint},
		{"tests", full, func(s *suite) error { return s.goTest(command{args: []string{"./..."}}, "") }},
		{"probes", full, probes},
		{"tests-short", quick, func(s *suite) error { return s.goTest(command{args: []string{"-short", "./..."}}, "") }},
		{"tests-purego", full, func(s *suite) error {
			return s.goTest(command{args: []string{"-tags", "purego", "./compute/...", "./udl/..."}}, "purego: ")
		}},
		{"tests-race", full, func(s *suite) error {
			return s.goTest(command{args: append([]string{"-race", "-short"}, concurrent...)}, "race: ")
		}},
		{"tests-js", full, testJS},
		{"binary", full, binary},
		{"client", full, client},
		{"notebooks", full, func(s *suite) error { return s.unittest("testdata/python/notebooks_test.py", kernelEnv()...) }},
		{"page", full, func(s *suite) error {
			return s.goTest(command{args: []string{"-tags", "browser", "-run", "Page|Size|Chromium", "./course/build"}}, "browser: ")
		}},
	}
	for _, t := range targets {
		all = append(all, stage{"cross-" + strings.ReplaceAll(t, "/", "-"), full, func(s *suite) error { return cross(s, t) }})
	}
	return append(all, stage{"cross-js-wasm", full, func(s *suite) error {
		_, err := s.do(command{args: append([]string{"go", "vet", "./wasm/..."}, browser...)}.with("GOOS=js", "GOARCH=wasm"))
		return err
	}})
}

// probes asks the go command whether the probes of cells expect what Go does.
func probes(s *suite) error {
	room := filepath.Join("kernel", "session")
	files, err := filepath.Glob(filepath.Join(room, "testdata", "probes", "*.txt"))
	if err != nil || len(files) == 0 {
		return fmt.Errorf("no probes in %s: %w", room, err)
	}
	for i, f := range files {
		files[i] = filepath.Join("testdata", "probes", filepath.Base(f))
	}
	_, err = s.do(goCommand(append([]string{"run", "./internal/goprobe"}, files...)...).in(room))
	return err
}

// format names the files that gofmt would change.
func format(s *suite) error {
	out, err := s.do(command{args: []string{"gofmt", "-l", "."}})
	if err != nil {
		return err
	}
	var wrong []string
	for _, path := range lines(out) {
		if first, _, _ := strings.Cut(filepath.ToSlash(path), "/"); !strings.HasPrefix(first, ".") && first != "node_modules" {
			wrong = append(wrong, path)
		}
	}
	if len(wrong) > 0 {
		return fmt.Errorf("gofmt would change %s", strings.Join(wrong, " "))
	}
	return nil
}

// lint builds the pinned golangci-lint and runs it.
func lint(s *suite) error {
	bin, err := filepath.Abs(filepath.Join("bin", "golangci-lint"))
	if err != nil {
		return err
	}
	build := goCommand("build", "-o", bin, "github.com/golangci/golangci-lint/v2/cmd/golangci-lint").in("tools")
	if _, err := s.do(build); err != nil {
		return err
	}
	_, err = s.do(command{args: []string{bin, "run", "./..."}})
	return err
}

// testJS runs the tests of the browser's packages as js/wasm in Node. Its
// environment is small: Go's glue copies all of it into the module's first page.
func testJS(s *suite) error {
	out, err := s.do(goCommand("env", "GOROOT", "GOCACHE", "GOMODCACHE", "GOPROXY"))
	if err != nil {
		return err
	}
	v := lines(out)
	if len(v) < 4 {
		return fmt.Errorf("go env answers %q", out)
	}
	env := []string{"GOOS=js", "GOARCH=wasm", "GOCACHE=" + v[1], "GOMODCACHE=" + v[2], "GOPROXY=" + v[3], "UDL_TEST_NOTES=" + s.notes}
	for _, name := range []string{"PATH", "HOME", "UDL_DATA", "UDL_CONFORMANCE", "GOTOOLCHAIN", "TMPDIR", "GOFLAGS"} {
		if value := os.Getenv(name); value != "" {
			env = append(env, name+"="+value)
		}
	}
	listed, err := s.do(command{args: append([]string{"go", "list"}, browser...), env: env, only: true})
	if err != nil {
		return err
	}
	args := []string{"-short", "-exec"}
	args = append(args, filepath.Join(v[0], "lib", "wasm", "go_js_wasm_exec"))
	for _, pkg := range lines(listed) {
		if !strings.HasSuffix(pkg, "/fetch") { // downloads and runs the go command: not for the browser
			args = append(args, pkg)
		}
	}
	return s.goTest(command{args: args, env: env, only: true}, "js: ")
}

// binary builds bin/udl and installs it as a kernel of the tests' environment.
func binary(s *suite) error {
	bin := udl()
	if _, err := s.do(goCommand("build", "-o", bin, "./cmd/udl")); err != nil {
		return err
	}
	_, err := s.do(command{args: []string{bin, "kernel", "install", "--prefix", venv}})
	return err
}

func udl() string {
	name := "udl"
	if runtime.GOOS == "windows" {
		name += ".exe"
	}
	path, err := filepath.Abs(filepath.Join("bin", name))
	if err != nil {
		return name
	}
	return path
}

// kernelEnv is what the Python tests know: the binary, a scale that fits a test,
// and no kernels but those of their own environment.
func kernelEnv() []string {
	return []string{"UDL=" + udl(), "UDL_BUDGET=2000", "JUPYTER_PREFER_ENV_PATH=1", "UDL_HISTORY="}
}

// client asks jupyter_client and the suite that judges kernels.
func client(s *suite) error {
	for _, file := range []string{"kernel/testdata/client_test.py", "testdata/python/clients_test.py"} {
		if err := s.unittest(file, kernelEnv()...); err != nil {
			return err
		}
	}
	history, err := os.MkdirTemp("", "history")
	if err != nil {
		return err
	}
	defer os.RemoveAll(history)
	return s.unittest("kernel/testdata/conformance_test.py", append(kernelEnv(), "UDL_HISTORY="+history)...)
}

// cross builds and vets everything for another platform.
func cross(s *suite, target string) error {
	system, arch, _ := strings.Cut(target, "/")
	for _, verb := range []string{"build", "vet"} {
		if _, err := s.do(goCommand(verb, "./...").with("GOOS="+system, "GOARCH="+arch, "CGO_ENABLED=0")); err != nil {
			return err
		}
	}
	return nil
}
