package page

import (
	_ "embed"
	"html/template"
	"io"
	"io/fs"
	"strings"

	"github.com/udl-go/lab/internal/notebook"
)

// Options describe a page.
type Options struct {
	Title string // used when the notebook has no heading
	Files fs.FS  // where pictures named in the text are; nil for none
}

//go:embed page.html
var pageHTML string

//go:embed page.css
var pageCSS string

var pageTemplate = template.Must(template.New("page").Parse(pageHTML))

// view is what the template shows.
type view struct {
	Title string
	CSS   template.CSS
	Cells []cellView
}

type cellView struct {
	Kind    string
	Count   int
	Body    template.HTML
	Outputs []template.HTML
}

// Write writes n as a page.
func Write(w io.Writer, n *notebook.Notebook, o Options) error {
	css, err := codeCSS()
	if err != nil {
		return err
	}
	v := view{Title: title(n, o.Title), CSS: template.CSS(pageCSS + css)}
	for _, c := range n.Cells {
		cv, err := show(c, o)
		if err != nil {
			return err
		}
		v.Cells = append(v.Cells, cv)
	}
	return pageTemplate.Execute(w, v)
}

func show(c *notebook.Cell, o Options) (cellView, error) {
	v := cellView{Kind: c.Kind, Count: c.Count}
	var err error
	switch c.Kind {
	case notebook.Markdown:
		v.Body, err = markdown(c.Source, files{o.Files, c})
	case notebook.Code:
		v.Body, err = code(c.Source, "go")
		for _, out := range c.Outputs {
			v.Outputs = append(v.Outputs, output(out))
		}
	default:
		v.Body = template.HTML("<pre>" + template.HTMLEscapeString(c.Source) + "</pre>")
	}
	return v, err
}

// title returns the first heading of a notebook, or another title without one.
func title(n *notebook.Notebook, other string) string {
	for _, c := range n.Cells {
		if c.Kind != notebook.Markdown {
			continue
		}
		for _, line := range strings.Split(c.Source, "\n") {
			if text, ok := strings.CutPrefix(line, "# "); ok {
				return strings.TrimSpace(text)
			}
		}
	}
	return other
}
