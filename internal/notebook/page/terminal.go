package page

import (
	"html/template"
	"regexp"
	"strings"
)

var escapes = regexp.MustCompile("\x1b\\[([0-9;?]*)([A-Za-z])")

// terminal turns text for a terminal into HTML: carriage returns overwrite the
// line, colors and bold become spans, other escapes vanish.
func terminal(text string) string {
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	for i, line := range lines {
		line = strings.TrimRight(line, "\r")
		lines[i] = line[strings.LastIndexByte(line, '\r')+1:]
	}
	text = strings.Join(lines, "\n")
	var b strings.Builder
	open := false
	span := func(classes string) {
		if open {
			b.WriteString("</span>")
		}
		if open = classes != ""; open {
			b.WriteString(`<span class="` + classes + `">`)
		}
	}
	at := 0
	var style style
	for _, m := range escapes.FindAllStringSubmatchIndex(text, -1) {
		b.WriteString(template.HTMLEscapeString(text[at:m[0]]))
		at = m[1]
		if text[m[4]:m[5]] == "m" {
			style = style.apply(text[m[2]:m[3]])
			span(style.classes())
		}
	}
	b.WriteString(template.HTMLEscapeString(text[at:]))
	span("")
	return b.String()
}

// style is how a terminal writes.
type style struct {
	bold  bool
	color string // "0" to "7", or none
}

// apply returns the style after the numbers of an escape.
func (s style) apply(codes string) style {
	for _, c := range strings.Split(codes, ";") {
		switch {
		case c == "" || c == "0":
			s = style{}
		case c == "1":
			s.bold = true
		case c == "22":
			s.bold = false
		case c == "39":
			s.color = ""
		case len(c) == 2 && (c[0] == '3' || c[0] == '9') && c[1] <= '7':
			s.color = c[1:]
		}
	}
	return s
}

func (s style) classes() string {
	var all []string
	if s.bold {
		all = append(all, "b")
	}
	if s.color != "" {
		all = append(all, "f"+s.color)
	}
	return strings.Join(all, " ")
}
