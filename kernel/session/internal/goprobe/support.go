package main

const (
	modulePath  = "probes"
	packageName = "maiN" // as long as main, which cannot be imported: widths stay
)

// support is the package that the programs use. Marked texts go to stdout between
// a byte that says what they are and one that ends them.
const support = `package rt

import (
	"fmt"
	"os"
	"strings"
)

// Run runs a cell: a panic ends the cell, not the program.
func Run(cell func()) {
	defer func() {
		if r := recover(); r != nil {
			mark('\x02', text(r))
		}
	}()
	cell()
}

// Refused stands for a cell that does not compile.
func Refused(n int) { mark('\x04', fmt.Sprint(n)) }

// Show displays the last expression of a cell.
func Show(values ...any) {
	texts := make([]string, len(values))
	for i, v := range values {
		texts[i] = strings.TrimSuffix(fmt.Sprintln(v), "\n")
	}
	switch len(texts) {
	case 0:
	case 1:
		mark('\x01', texts[0])
	default:
		mark('\x01', "(" + strings.Join(texts, ", ") + ")")
	}
}

// ShowErr is Show for a call whose last result is an error.
func ShowErr(values ...any) {
	if n := len(values); values[n-1] == nil {
		values = values[:n-1]
	}
	Show(values...)
}

func mark(kind byte, s string) { os.Stdout.WriteString(string(kind) + s + "\x03") }

// text is what Go prints behind "panic: ".
func text(r any) string {
	switch r := r.(type) {
	case error:
		return r.Error()
	case fmt.Stringer:
		return r.String()
	case string, bool, int, float64:
		return fmt.Sprint(r)
	}
	return fmt.Sprintf("%T(%#v)", r, r)
}
`
