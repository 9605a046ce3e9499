package progen

import (
	"fmt"
	"go/format"
	"regexp"
	"slices"
	"strings"
)

// Died stands in the output before the text of a panic that ends a cell.
const Died = "died:"

// Item is one declaration or statement at the top level of a cell.
type Item struct {
	Cell int    // the cell it stands in, from 0
	Decl bool   // a func, type or const declaration
	Glue bool   // stands in the cell of the item before it
	New  bool   // begins a cell
	Dies bool   // ends its cell with a panic
	Text string // Go source

	// Name and Type are set for `Name := Text` when functions use the variable,
	// which in a main program must therefore stand at package level.
	Name, Type string
	Const      bool // Name is a constant, which another cell may declare again

	// Plain is set where a main program says it otherwise: declarations, and
	// the statements at this place.
	Plain *Plain
}

// Plain is what a main program has in the place of an item.
type Plain struct{ Decls, Body string }

// Program is a generated program.
type Program struct {
	Seed     uint64
	Items    []Item
	Features []string // what it uses, sorted
}

var imports = []string{"errors", "fmt", "maps", "slices", "sort", "strconv", "strings", "sync"}

// importsOf lists the packages that text names.
func importsOf(text string) (paths []string) {
	for _, path := range imports {
		if regexp.MustCompile(`\b` + path + `\.[A-Z]`).MatchString(text) {
			paths = append(paths, path)
		}
	}
	return paths
}

// Source returns the program as the only file of a package main.
func (p *Program) Source() string {
	var decls, body strings.Builder
	versions := p.versions()
	if len(versions) > 0 {
		decls.WriteString("var cell__ int\n\n")
	}
	at, declared := 0, map[string]bool{}
	for i, it := range p.Items {
		if it.Cell != at && len(versions) > 0 {
			at = it.Cell
			fmt.Fprintf(&body, "cell__ = %d\n", at)
		}
		switch {
		case it.Plain != nil:
			fmt.Fprintf(&decls, "%s\n\n", it.Plain.Decls)
			fmt.Fprintf(&body, "%s\n", it.Plain.Body)
		case it.Decl && versions[i] != "":
			fmt.Fprintf(&decls, "%s\n\n", versions[i])
		case it.Decl:
			fmt.Fprintf(&decls, "%s\n\n", it.Text)
		case it.Name != "":
			if !declared[it.Name] {
				declared[it.Name] = true
				fmt.Fprintf(&decls, "var %s %s\n\n", it.Name, it.Type)
			}
			fmt.Fprintf(&body, "%s = %s\n", it.Name, it.Text)
		case it.Dies:
			fmt.Fprintf(&body, "func() {\ndefer func() { fmt.Println(%q, recover()) }()\n%s\n}()\n", Died, it.Text)
		default:
			fmt.Fprintf(&body, "%s\n", it.Text)
		}
	}
	text := decls.String() + "func main() {\n" + body.String() + "}\n"
	var head strings.Builder
	head.WriteString("package main\n\n")
	for _, path := range importsOf(text) {
		fmt.Fprintf(&head, "import %q\n", path)
	}
	return tidy(head.String() + "\n" + text)
}

// Cells returns the program as the cells of a notebook. Each imports what it
// names.
func (p *Program) Cells() []string {
	var cells []string
	for at := 0; ; at++ {
		var text strings.Builder
		left := false
		for _, it := range p.Items {
			left = left || it.Cell > at
			switch {
			case it.Cell != at:
			case it.Const:
				fmt.Fprintf(&text, "const %s %s = %s\n", it.Name, it.Type, it.Text)
			case it.Name != "":
				fmt.Fprintf(&text, "%s := %s\n", it.Name, it.Text)
			default:
				fmt.Fprintf(&text, "%s\n", it.Text)
			}
		}
		if text.Len() > 0 {
			var head strings.Builder
			for _, path := range importsOf(text.String()) {
				fmt.Fprintf(&head, "import %q\n", path)
			}
			cells = append(cells, head.String()+text.String())
		}
		if !left {
			return cells
		}
	}
}

// clone returns a copy whose items may be changed.
func (p *Program) clone() *Program {
	c := *p
	c.Items = slices.Clone(p.Items)
	return &c
}

// tidy formats source that parses and returns other source as it is.
func tidy(source string) string {
	b, err := format.Source([]byte(source))
	if err != nil {
		return source
	}
	return string(b)
}
