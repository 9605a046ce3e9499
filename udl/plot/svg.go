package plot

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Ink of the parts of a figure.
const (
	titleInk = "#111"
	textInk  = "#444"
	gridInk  = "#e4e4e4"
	axisInk  = "#888"
)

// writer writes an SVG document.
type writer struct{ strings.Builder }

// open begins a document: a white card with a title for those who cannot see.
func (w *writer) open(c Config, text string) {
	title := c.Title
	if title == "" {
		title = text
	}
	fmt.Fprintf(w, `<svg xmlns="http://www.w3.org/2000/svg" role="img" width="%d" height="%d" viewBox="0 0 %d %d" `+
		`font-family="system-ui,-apple-system,'Segoe UI',Helvetica,Arial,sans-serif" font-size="12" fill="%s">`+"\n",
		c.Width, c.Height, c.Width, c.Height, textInk)
	fmt.Fprintf(w, "<title>%s</title>\n<desc>%s</desc>\n", escape(title), escape(text))
	fmt.Fprintf(w, `<rect width="%d" height="%d" rx="6" fill="#fff"/>`+"\n", c.Width, c.Height)
}

func (w *writer) close() string {
	w.WriteString("</svg>\n")
	return w.String()
}

// text writes a string at a place; attrs are further attributes.
func (w *writer) text(x, y float64, s, attrs string) {
	if attrs != "" {
		attrs = " " + attrs
	}
	fmt.Fprintf(w, `<text x="%s" y="%s"%s>%s</text>`+"\n", px(x), px(y), attrs, escape(s))
}

// path writes the path d, nothing when it is empty.
func (w *writer) path(d, attrs string) {
	if d != "" {
		fmt.Fprintf(w, `<path d="%s" %s/>`+"\n", d, attrs)
	}
}

// px writes a coordinate with one decimal at most.
func px(v float64) string {
	s := strconv.FormatFloat(v, 'f', 1, 64)
	s = strings.TrimSuffix(s, ".0")
	if s == "-0" {
		return "0"
	}
	return s
}

// at writes a point of a path.
func at(x, y float64) string { return px(x) + " " + px(y) }

var entities = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "'", "&#39;")

// escape makes a string safe as XML text and attribute: markup is quoted and
// what XML cannot hold is replaced.
func escape(s string) string {
	return entities.Replace(strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			return ' '
		case r < ' ' || r == 0xFFFE || r == 0xFFFF:
			return utf8.RuneError
		}
		return r
	}, s)) // Map turns invalid UTF-8 into U+FFFD as well
}

// textWidth estimates the width of a text, in pixels.
func textWidth(s string, size float64) float64 {
	return 0.58 * size * float64(utf8.RuneCountInString(s))
}
