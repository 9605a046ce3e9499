package cell

import "strings"

// Directive is a line at the top of a cell that is not Go: %name args, %%name
// args or !command.
type Directive struct {
	Line  int    // from 1
	Text  string // the whole line, trimmed
	Name  string // without the marks; empty for a command
	Args  string // what follows the name; the command itself for !
	Whole bool   // %%: it is about the rest of the cell
	Shell bool   // !: a command for the shell
}

// Directives returns the directives at the top of a cell and the text with
// spaces in their place, so that every other character stays where it is. Blank
// lines and line comments may stand between them.
func Directives(text string) ([]Directive, string) {
	var list []Directive
	rest := []byte(text)
	off, line := 0, 0
	for raw := range strings.Lines(text) {
		line++
		t := strings.TrimSpace(raw)
		switch {
		case t == "" || strings.HasPrefix(t, "//"):
		case t[0] == '%' || t[0] == '!':
			list = append(list, directive(line, t))
			blank(rest[off : off+len(strings.TrimRight(raw, "\r\n"))])
		default:
			return list, string(rest)
		}
		off += len(raw)
	}
	return list, string(rest)
}

// blank overwrites b with spaces.
func blank(b []byte) {
	for i := range b {
		b[i] = ' '
	}
}

func directive(line int, t string) Directive {
	d := Directive{Line: line, Text: t}
	if t[0] == '!' {
		d.Shell = true
		d.Args = strings.TrimSpace(t[1:])
		return d
	}
	t = t[1:]
	if strings.HasPrefix(t, "%") {
		d.Whole = true
		t = t[1:]
	}
	name, args, _ := strings.Cut(strings.TrimSpace(t), " ")
	d.Name, d.Args = name, strings.TrimSpace(args)
	return d
}
