// Package lab is the root of the module: it holds no code, only the tests that
// keep the repository's own rules (repo_test.go).
//
// Start at [github.com/udl-go/lab/udl] for the library, at
// [github.com/udl-go/lab/kernel] for the Jupyter kernel, or run
//
//	go install github.com/udl-go/lab/cmd/udl@latest
package lab
