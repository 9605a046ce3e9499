package display

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image/png"
	"strings"

	"github.com/udl-go/lab/udl"
)

// Value is something in its final form: markup, a picture or text.
type Value struct {
	mime string
	data any
	text string
}

// HTML is a piece of HTML, shown as it stands: escape what is not yours.
func HTML(s string) Value { return Value{"text/html", s, textOf(s)} }

// SVG is an SVG picture.
func SVG(s string) Value { return Value{"image/svg+xml", s, "SVG picture"} }

// PNG is the bytes of a PNG picture.
func PNG(b []byte) Value {
	text := fmt.Sprintf("PNG picture, %d bytes", len(b))
	if c, err := png.DecodeConfig(bytes.NewReader(b)); err == nil {
		text = fmt.Sprintf("PNG picture, %d×%d pixels", c.Width, c.Height)
	}
	return Value{"image/png", b, text}
}

// Text is plain text, shown in full however long it is.
func Text(s string) Value { return Value{"text/plain", s, s} }

// Markdown is text in Markdown, with formulas between dollar signs.
func Markdown(s string) Value { return Value{"text/markdown", s, s} }

// LaTeX is a formula. Without delimiters of its own it stands in a line alone.
func LaTeX(s string) Value {
	text := strings.TrimSpace(s)
	if !strings.HasPrefix(text, "$") && !strings.HasPrefix(text, `\[`) && !strings.HasPrefix(text, `\(`) && !strings.HasPrefix(text, `\begin`) {
		text = "$$" + text + "$$"
	}
	return Value{"text/latex", text, s}
}

// JSON is v as encoding/json writes it: a tree to open and close in a notebook,
// indented text elsewhere. What cannot be written so is the text of the error.
func JSON(v any) Value {
	text, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return Text("display: JSON: " + err.Error())
	}
	return Value{"application/json", json.RawMessage(text), shorten(string(text))}
}

// Bundle returns the value and its plain text.
func (v Value) Bundle() udl.Bundle {
	b := udl.Bundle{"text/plain": v.text}
	if v.mime != "" {
		b[v.mime] = v.data
	}
	return b
}

// String returns the value's plain text.
func (v Value) String() string { return v.text }

// textOf returns what a reader sees of a piece of HTML: the text between the
// tags, one line a block.
func textOf(markup string) string {
	var b strings.Builder
	for rest := markup; rest != ""; {
		open := strings.IndexByte(rest, '<')
		if open < 0 {
			b.WriteString(rest)
			break
		}
		b.WriteString(rest[:open])
		end := strings.IndexByte(rest[open:], '>')
		if end < 0 {
			break
		}
		tag := strings.ToLower(rest[open+1 : open+end])
		rest = rest[open+end+1:]
		if name, _, _ := strings.Cut(strings.TrimPrefix(tag, "/"), " "); blockTags[name] {
			b.WriteByte('\n')
		}
	}
	var lines []string
	for line := range strings.Lines(entities.Replace(b.String())) {
		if s := strings.Join(strings.Fields(line), " "); s != "" {
			lines = append(lines, s)
		}
	}
	return strings.Join(lines, "\n")
}

// entities are the references that occur in practice; all of HTML's would make
// a browser download a table of two thousand.
var entities = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&quot;", `"`, "&#34;", `"`, "&#39;", "'", "&nbsp;", " ", "&amp;", "&")

// blockTags begin a line.
var blockTags = map[string]bool{
	"br": true, "br/": true, "div": true, "h1": true, "h2": true, "h3": true, "h4": true,
	"li": true, "p": true, "pre": true, "table": true, "tr": true,
}
