package page

import (
	"encoding/base64"
	"html/template"
	"strings"

	"github.com/udl-go/lab/internal/notebook"
)

// output shows one output of a cell, in the richest form that a page can.
func output(o *notebook.Output) template.HTML {
	switch o.Kind {
	case notebook.Stream:
		class := "stdout"
		if o.Name == "stderr" {
			class = "stderr"
		}
		return pre(class, o.Text)
	case notebook.Error:
		text := strings.Join(o.Failure.Traceback, "\n")
		if text == "" {
			text = o.Failure.Name + ": " + o.Failure.Value
		}
		return pre("error", text)
	}
	return rich(o)
}

func rich(o *notebook.Output) template.HTML {
	for _, mime := range []string{"text/html", "image/svg+xml"} {
		if s, ok := o.MIME(mime); ok {
			return template.HTML(`<div class="rich">` + s + "</div>")
		}
	}
	for _, mime := range []string{"image/png", "image/jpeg", "image/gif", "image/webp"} {
		if s, ok := o.MIME(mime); ok && isBase64(s) {
			alt, _ := o.MIME("text/plain")
			return template.HTML(`<img alt="` + template.HTMLEscapeString(alt) + `" src="` + dataURI(mime, s) + `">`)
		}
	}
	if s, ok := o.MIME("text/markdown"); ok {
		if h, err := markdown(s, files{}); err == nil {
			return `<div class="rich">` + h + "</div>"
		}
	}
	if s, ok := o.MIME("text/latex"); ok {
		if h, err := markdown(s, files{}); err == nil {
			return h
		}
	}
	s, _ := o.MIME("text/plain")
	return pre("result", s)
}

func isBase64(s string) bool {
	_, err := base64.StdEncoding.DecodeString(strings.ReplaceAll(s, "\n", ""))
	return err == nil
}

// pre shows text as a terminal would.
func pre(class, text string) template.HTML {
	return template.HTML(`<pre class="` + class + `">` + terminal(text) + "</pre>")
}
