package tex

import "strings"

// environment says how an environment of rows and columns looks.
type environment struct {
	open, end string
	align     []string // of the columns, repeated
}

var environments = map[string]environment{
	"matrix":    {},
	"pmatrix":   {open: "(", end: ")"},
	"bmatrix":   {open: "[", end: "]"},
	"vmatrix":   {open: "|", end: "|"},
	"cases":     {open: "{", align: []string{"left"}},
	"aligned":   {align: []string{"right", "left"}},
	"align":     {align: []string{"right", "left"}},
	"align*":    {align: []string{"right", "left"}},
	"split":     {align: []string{"right", "left"}},
	"equation":  {align: []string{"right", "left"}},
	"equation*": {align: []string{"right", "left"}},
	"gathered":  {},
	"array":     {},
}

// environment reads from \begin{name} to \end{name}.
func (p *parser) environment() string {
	name, ok := p.verbatim()
	e, known := environments[name]
	if !ok || !known {
		return p.fail("unknown environment %s", name)
	}
	if name == "array" {
		p.verbatim() // the columns' layout: all are centered
	}
	body := p.table(name)
	if p.next() != `\end` {
		return p.fail("\\begin{%s} has no end", name)
	}
	if end, _ := p.verbatim(); end != name {
		return p.fail("\\begin{%s} ends as %s", name, end)
	}
	if e.open == "" && e.end == "" {
		return body
	}
	return "<mrow>" + stretchy(e.open, "prefix") + body + stretchy(e.end, "postfix") + "</mrow>"
}

// table reads rows up to \end, or to the end of the formula when name is empty.
// A single cell outside an environment is no table.
func (p *parser) table(name string) string {
	align := environments[name].align
	if name == "" {
		align = []string{"right", "left"}
	}
	rows := [][]string{{}}
	for p.err == nil {
		last := len(rows) - 1
		rows[last] = append(rows[last], p.row("&", `\\`, `\end`))
		switch p.peek() {
		case "&":
			p.next()
			continue
		case `\\`:
			p.next()
			rows = append(rows, []string{})
			continue
		case `\end`:
			if name == "" {
				return p.fail("unexpected \\end")
			}
		}
		break
	}
	if last := len(rows) - 1; last > 0 && len(rows[last]) == 1 && rows[last][0] == "<mrow></mrow>" {
		rows = rows[:last] // a line break at the very end
	}
	if name == "" && len(rows) == 1 && len(rows[0]) == 1 {
		return rows[0][0]
	}
	return tableML(rows, align)
}

func tableML(rows [][]string, align []string) string {
	var b strings.Builder
	class := "matrix"
	if len(align) == 2 {
		class = "aligned"
	} else if len(align) == 1 {
		class = "cases"
	}
	b.WriteString(`<mtable class="` + class + `"`)
	if class == "aligned" {
		b.WriteString(` displaystyle="true"`)
	}
	b.WriteString(">")
	for _, row := range rows {
		b.WriteString("<mtr>")
		for i, cell := range row {
			b.WriteString("<mtd")
			if len(align) > 0 {
				b.WriteString(` style="text-align:` + align[i%len(align)] + `"`)
			}
			b.WriteString(">" + cell + "</mtd>")
		}
		b.WriteString("</mtr>")
	}
	b.WriteString("</mtable>")
	return b.String()
}
