package cell

import (
	"strings"
	"unicode"
)

// Directive is a line at the top of a cell that is not Go: %name args, %%name
// args, ?name or !command.
type Directive struct {
	Line  int    // from 1
	Text  string // the whole line, trimmed
	Name  string // without the marks; empty for a command
	Args  string // what follows the name; the command itself for !
	Whole bool   // %%: it is about the rest of the cell
	Shell bool   // !: a command for the shell
	Code  string // %time: the cell's text with nothing but the statement
}

// Question is the name of the directives ?NAME and NAME?.
const Question = "?"

// Usage is how the directives are written, and what each does.
var Usage = [][2]string{
	{"%time STATEMENT", "runs the statement and says how long it took"},
	{"%%time", "says how long the cell took"},
	{"%vars", "lists what the cells have declared: names, types, sizes"},
	{"%reset", "forgets everything that the cells have declared"},
	{"%replay", "defines again what cells had defined before the kernel's process died: no values"},
	{"%help", "shows this list"},
	{"%doc NAME", "shows the documentation of a package, a function, a type or a method"},
	{"?NAME", "shows the same in a pane of its own, where there is one; NAME? does too"},
	{"%load FILE", "puts the text of a file in the place of the cell"},
	{"!COMMAND", "runs a command of the shell, in the native kernel"},
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
		case t[0] == '%' || t[0] == '!' || asks(t):
			d := directive(line, t)
			if d.Timed() {
				d.Code = alone(text, off, len(raw))
			}
			list = append(list, d)
			blank(rest[off : off+len(strings.TrimRight(raw, "\r\n"))])
		default:
			return list, string(rest)
		}
		off += len(raw)
	}
	return list, string(rest)
}

// Timed reports whether d is a %time with a statement.
func (d Directive) Timed() bool { return d.Name == "time" && !d.Whole && d.Args != "" }

// alone returns the text with spaces in the place of all but the statement of a
// %time in the line that begins at off.
func alone(text string, off, length int) string {
	b := []byte(text)
	from := off + strings.Index(text[off:], "time") + len("time")
	for _, part := range [][]byte{b[:from], b[off+length:]} {
		for i, c := range part {
			if c != '\n' {
				part[i] = ' '
			}
		}
	}
	return string(b)
}

// blank overwrites b with spaces.
func blank(b []byte) {
	for i := range b {
		b[i] = ' '
	}
}

// asks reports whether a line is ?NAME or NAME?, which no Go is.
func asks(t string) bool {
	if t[0] == '?' {
		return true
	}
	name, ok := strings.CutSuffix(t, "?")
	return ok && strings.IndexFunc(name, func(r rune) bool {
		return r != '.' && r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}) < 0
}

func directive(line int, t string) Directive {
	d := Directive{Line: line, Text: t}
	if asks(t) {
		d.Name, d.Args = Question, strings.TrimSpace(strings.Trim(t, "?"))
		return d
	}
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
