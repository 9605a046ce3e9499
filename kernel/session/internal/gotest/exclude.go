package gotest

import "strings"

// banned are packages about the machine and the compiler, not about the language.
var banned = []string{"unsafe", "runtime", "reflect", "os/exec", "syscall"}

// excluded returns why a file with these imports is not run.
func excluded(imports []string, offered func(string) bool) string {
	for _, p := range imports {
		for _, b := range banned {
			if p == b || strings.HasPrefix(p, b+"/") {
				return "imports " + p
			}
		}
		if !offered(p) {
			return "imports " + p + ", which the session does not offer"
		}
	}
	return ""
}

// Count returns how many tests run and how many are excluded.
func Count(tests []Test) (run, out int) {
	for _, t := range tests {
		if t.Excluded == "" {
			run++
		} else {
			out++
		}
	}
	return run, out
}
