//go:build !js

package shim

import (
	"encoding/json"
	"fmt"
	htmltemplate "html/template"
	"io"
	"reflect"
	"text/template"

	"github.com/udl-go/lab/kernel/internal/value"
)

// native is the packages that a browser does not have.
func native(t *value.Table) []pkg {
	return []pkg{templates(), htmlTemplates(), structuredLogs(t), gobs(), xmls(), quicks()}
}

func htmlTemplates() pkg {
	prepare := func(t *htmltemplate.Template) {
		t.Funcs(templateFuncs(missingKeyOf(t)))
		t.Funcs(template.FuncMap{printFunc: templateScript})
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

// templateScript is templatePrint for values that may come to stand in a script.
// There package html/template asks what a pointer leads to: first for JSON, which
// every value of a session can give, and only then for a text.
func templateScript(x any) any {
	x = templatePrint(x)
	v := value.ViewOf(x)
	for v.Session() && v.Kind() == reflect.Pointer && !v.Nil() && !v.Type().Implements(marshalerType) {
		v = v.Elem()
	}
	b, ok := x.(value.Boxed)
	if !ok || !v.Session() || v.Nil() || !v.Type().Implements(stringerType) || v.Type().Implements(marshalerType) {
		return x
	}
	return scriptText{b, v}
}

var (
	marshalerType = reflect.TypeFor[json.Marshaler]()
	stringerType  = reflect.TypeFor[fmt.Stringer]()
)

// scriptText is a value that is its text in a script.
type scriptText struct {
	printed value.Boxed
	in      value.View
}

// Format prints the value elsewhere.
func (s scriptText) Format(f fmt.State, verb rune) { s.printed.Format(f, verb) }

// String is the text in a script.
func (s scriptText) String() string {
	out, err := s.in.Call("String", nil)
	if err != nil || len(out) != 1 {
		return ""
	}
	text, _ := out[0].(string)
	return text
}
