package display

import (
	"fmt"
	"html"
	"math"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/udl-go/lab/udl"
)

// Limits of a table: from more than most rows or columns the first and the last
// are shown.
const (
	mostRows, headRows, tailRows = 20, 10, 5
	mostCols, headCols, tailCols = 12, 8, 3
	maxCell                      = 60 // characters of a cell
)

// Table is a table of a slice of structs or of maps (a column for each exported
// field or key), of a matrix, or of rows of text of which the first are the names
// of the columns. Long and wide tables keep their ends and say what is left out.
// What is no table is shown as it is.
func Table(v any) Value {
	t, err := guard(v, "table", func() Value {
		if rows, ok := v.([][]string); ok && len(rows) > 0 {
			return stringGrid(rows).value()
		}
		if g, ok := gridOf(v); ok {
			return g.value()
		}
		return Text(abbreviate(v))
	})
	if err != nil {
		return Text(err.Error())
	}
	return t
}

func stringGrid(rows [][]string) grid {
	return grid{note: plainRows(len(rows) - 1), head: rows[0], rows: len(rows) - 1, cols: len(rows[0]), cell: func(i, j int) any {
		if row := rows[i+1]; j < len(row) {
			return row[j]
		}
		return nil
	}}
}

func plainRows(n int) string { return strings.TrimSuffix(rowsOf(n, ""), " of ") }

// Score is a row of a comparison: a method and what it reached.
type Score struct {
	Name   string
	Values []float64 // one for each column, NaN where there is none
}

// Compare is a table of scores: a row for each method, the best of each column in
// bold. A column whose name ends in "↓" is one where less is better.
func Compare(columns []string, rows ...Score) Value {
	g := grid{note: plainRows(len(rows)), head: append([]string{""}, columns...), rows: len(rows), cols: len(columns) + 1}
	g.cell = func(i, j int) any {
		switch {
		case j == 0:
			return rows[i].Name
		case j > len(rows[i].Values) || math.IsNaN(rows[i].Values[j-1]):
			return nil
		}
		return rows[i].Values[j-1]
	}
	g.best = make([]int, g.cols)
	for j := range g.best {
		g.best[j] = -1
		for i := range rows {
			x, ok := g.cell(i, j).(float64)
			if !ok {
				continue
			}
			if g.best[j] < 0 {
				g.best[j] = i
				continue
			}
			if y, _ := g.cell(g.best[j], j).(float64); x != y && (x < y) == strings.HasSuffix(g.head[j], "↓") {
				g.best[j] = i
			}
		}
	}
	return g.value()
}

// value is the grid in its final forms.
func (g grid) value() Value { return Value{"text/html", g.html(), g.text()} }

// visible lists the indices of n rows or columns that are shown; -1 is a gap.
func visible(n, most, head, tail int) (list []int) {
	for i := range n {
		if n > most && i == head {
			list = append(list, -1)
		}
		if n <= most || i < head || i >= n-tail {
			list = append(list, i)
		}
		if n > most && i == head {
			break
		}
	}
	if n > most {
		for i := n - tail; i < n; i++ {
			list = append(list, i)
		}
	}
	return list
}

// cellText is what stands in a cell, and whether it is a number.
func cellText(x any) (text string, number bool) {
	switch x := x.(type) {
	case nil:
		return "", false
	case float64:
		return digits(x, 64), true
	case float32:
		return digits(float64(x), 32), true
	case int64:
		return strconv.FormatInt(x, 10), true
	case int:
		return strconv.Itoa(x), true
	case string:
		text = x
	default:
		k := reflect.TypeOf(x).Kind()
		text, number = abbreviate(x), numeric(k)
	}
	text = strings.Join(strings.Fields(text), " ")
	if utf8.RuneCountInString(text) > maxCell {
		text = string([]rune(text)[:maxCell-1]) + "…"
	}
	return text, number
}

// digits spells a number with four significant digits.
func digits(x float64, bits int) string {
	short := strconv.FormatFloat(x, 'g', -1, bits)
	if len(strings.TrimLeft(short, "-")) <= 6 {
		return short
	}
	if a := math.Abs(x); a >= 1e-3 && a < 1e5 {
		s := strconv.FormatFloat(x, 'f', max(0, 3-int(math.Floor(math.Log10(a)))), 64)
		return s
	}
	return strconv.FormatFloat(x, 'g', 4, 64)
}

func (g grid) text() string {
	rows, cols := visible(g.rows, mostRows, headRows, tailRows), visible(g.cols, mostCols, headCols, tailCols)
	var lines [][]string
	width := make([]int, len(cols))
	right := make([]bool, len(cols))
	put := func(row []string) {
		for j, s := range row {
			width[j] = max(width[j], utf8.RuneCountInString(s))
		}
		lines = append(lines, row)
	}
	if g.head != nil {
		put(g.line(cols, func(j int) string { return g.head[j] }))
	}
	for _, i := range rows {
		put(g.line(cols, func(j int) string {
			if i < 0 {
				return "…"
			}
			s, number := cellText(g.cell(i, j))
			if number {
				right[indexOf(cols, j)] = true
			}
			return s
		}))
	}
	var b strings.Builder
	b.WriteString(g.note)
	for _, row := range lines {
		line := ""
		for j, s := range row {
			pad := strings.Repeat(" ", width[j]-utf8.RuneCountInString(s))
			if right[j] {
				line += pad + s + "  "
			} else {
				line += s + pad + "  "
			}
		}
		b.WriteString("\n" + strings.TrimRight(line, " "))
	}
	return b.String()
}

// line is a row of the columns that are shown.
func (g grid) line(cols []int, cell func(j int) string) []string {
	row := make([]string, len(cols))
	for at, j := range cols {
		row[at] = "…"
		if j >= 0 {
			row[at] = cell(j)
		}
	}
	return row
}

func indexOf(list []int, x int) int {
	for i, y := range list {
		if x == y {
			return i
		}
	}
	return -1
}

// Styles of a table: they say what the notebook's own do not, and follow its
// theme.
const (
	boxStyle   = `overflow-x:auto;max-width:100%;margin:4px 0;font:13px/1.45 var(--jp-ui-font-family,system-ui,sans-serif);color:` + inkColor
	tableStyle = `border-collapse:collapse;border:0;font-variant-numeric:tabular-nums;margin:0`
	rule       = `border:0;border-bottom:1px solid rgba(128,128,128,.35);`
)

func (g grid) html() string {
	rows, cols := visible(g.rows, mostRows, headRows, tailRows), visible(g.cols, mostCols, headCols, tailCols)
	var b strings.Builder
	fmt.Fprintf(&b, `<div style="%s"><table style="%s">`, boxStyle, tableStyle)
	if g.head != nil {
		b.WriteString("<thead><tr>")
		for at, s := range g.line(cols, func(j int) string { return g.head[j] }) {
			align := "left"
			if j := cols[at]; j >= 0 && g.rows > 0 {
				if _, number := cellText(g.cell(0, j)); number {
					align = "right"
				}
			}
			fmt.Fprintf(&b, `<th style="%spadding:2px 10px;text-align:%s;font-weight:600">%s</th>`, rule, align, html.EscapeString(s))
		}
		b.WriteString("</tr></thead>")
	}
	b.WriteString("<tbody>")
	for _, i := range rows {
		b.WriteString("<tr>")
		for _, j := range cols {
			g.htmlCell(&b, i, j)
		}
		b.WriteString("</tr>")
	}
	fmt.Fprintf(&b, `</tbody></table><div style="opacity:.7;padding:2px 10px">%s</div></div>`, html.EscapeString(g.note))
	return b.String()
}

func (g grid) htmlCell(b *strings.Builder, i, j int) {
	const pad = "border:0;padding:1px 10px;text-align:"
	if i < 0 || j < 0 {
		b.WriteString(`<td style="` + pad + `center;opacity:.6">…</td>`)
		return
	}
	x := g.cell(i, j)
	s, number := cellText(x)
	align, title, weight := "left", "", ""
	if number && !g.named {
		align = "right"
	}
	if g.named && j == 0 {
		weight = ";font-weight:600"
	}
	if number {
		if full := fmt.Sprint(x); full != s {
			title = ` title="` + html.EscapeString(full) + `"`
		}
	}
	if g.best != nil && g.best[j] == i {
		weight = ";font-weight:700"
	}
	for _, part := range []string{`<td style="`, pad, align, weight, `"`, title, `>`, html.EscapeString(s), `</td>`} {
		b.WriteString(part)
	}
}

// asTable adds the forms of a table to b, for values that are one.
func asTable(b udl.Bundle, v any) {
	g, ok := gridOf(v)
	if !ok {
		return
	}
	b["text/html"] = g.html()
	if _, ok := v.(matrix); ok { // its fields say nothing
		b["text/plain"] = g.text()
	}
}
