package repo

import (
	"fmt"
	"go/ast"
	"slices"
	"strings"
)

// LongFiles returns the files of more than so many lines. Generated files are as
// long as they have to be.
func LongFiles(files []*File, limit int) (wrong []string) {
	for _, f := range files {
		if n := f.Lines(); n > limit && !f.Generated {
			wrong = append(wrong, fmt.Sprintf("%s has %d lines, at most %d: split it by ideas", f.Path, n, limit))
		}
	}
	return wrong
}

// LongFunctions returns the functions of more than so many lines.
func LongFunctions(files []*File, limit int) (wrong []string) {
	for _, f := range files {
		if f.Generated {
			continue
		}
		for _, d := range f.AST.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Body == nil {
				continue
			}
			if n := f.line(fn.End()) - f.line(fn.Pos()) + 1; n > limit {
				wrong = append(wrong, fmt.Sprintf("%s:%d: %s has %d lines, at most %d", f.Path, f.line(fn.Pos()), fn.Name.Name, n, limit))
			}
		}
	}
	return wrong
}

// Lines returns the number of lines of a file.
func (f *File) Lines() int { return strings.Count(f.Source, "\n") }

// Sizes returns the median of the lines of the files that people write, and the
// lines of tests for each line of code.
func Sizes(files []*File) (median int, tests float64) {
	var lengths []int
	var code, test int
	for _, f := range files {
		if f.Generated {
			continue
		}
		lengths = append(lengths, f.Lines())
		if f.Test {
			test += f.Lines()
		} else {
			code += f.Lines()
		}
	}
	if code == 0 {
		return 0, 0
	}
	slices.Sort(lengths)
	return lengths[len(lengths)/2], float64(test) / float64(code)
}
