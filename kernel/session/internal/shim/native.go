//go:build !js

package shim

import (
	htmltemplate "html/template"
	"io"
	"text/template"

	"github.com/udl-go/lab/kernel/internal/value"
)

// native is the packages that a browser does not have.
func native(t *value.Table) []pkg {
	return []pkg{htmlTemplates(), structuredLogs(t), gobs(), xmls()}
}

func htmlTemplates() pkg {
	prepare := func(t *htmltemplate.Template) {
		t.Funcs(templateFuncs(missingKeyOf(t)))
		for _, x := range t.Templates() {
			rewrite(x.Tree)
		}
	}
	return pkg{path: "html/template", methods: map[string]any{
		"(*html/template.Template).Execute": func(t *htmltemplate.Template, w io.Writer, data any) error {
			prepare(t)
			return asWritten(t.Execute(w, data))
		},
		"(*html/template.Template).ExecuteTemplate": func(t *htmltemplate.Template, w io.Writer, name string, data any) error {
			prepare(t)
			return asWritten(t.ExecuteTemplate(w, name, data))
		},
		"(*html/template.Template).Funcs": func(t *htmltemplate.Template, m template.FuncMap) *htmltemplate.Template {
			return t.Funcs(callable(m))
		},
	}}
}
