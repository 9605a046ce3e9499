package page

import (
	"bytes"
	"fmt"
	"html/template"
	"strings"

	"github.com/alecthomas/chroma/v2"
	"github.com/alecthomas/chroma/v2/formatters/html"
	"github.com/alecthomas/chroma/v2/lexers"
	"github.com/alecthomas/chroma/v2/styles"
)

// code highlights a program; a language without a highlighter stays plain.
func code(source, language string) (template.HTML, error) {
	source = strings.TrimRight(source, "\n")
	lexer := lexers.Get(language)
	if lexer == nil {
		return template.HTML("<pre><code>" + template.HTMLEscapeString(source) + "</code></pre>\n"), nil
	}
	tokens, err := chroma.Coalesce(lexer).Tokenise(nil, source)
	if err != nil {
		return "", err
	}
	var b bytes.Buffer
	err = html.New(html.WithClasses(true)).Format(&b, styles.Fallback, tokens)
	return template.HTML(b.String()), err
}

// codeCSS returns the colors of code, by light and by dark.
func codeCSS() (string, error) {
	light, err := styleCSS("github")
	if err != nil {
		return "", err
	}
	dark, err := styleCSS("github-dark")
	if err != nil {
		return "", err
	}
	return "@media (prefers-color-scheme: light) {\n" + light + "}\n@media (prefers-color-scheme: dark) {\n" + dark + "}\n", nil
}

// styleCSS returns a style's colors of tokens. Backgrounds are the page's own.
func styleCSS(name string) (string, error) {
	style := styles.Registry[name]
	if style == nil {
		return "", fmt.Errorf("page: there is no style %s of code", name)
	}
	var css, kept strings.Builder
	if err := html.New(html.WithClasses(true)).WriteCSS(&css, style); err != nil {
		return "", err
	}
	for line := range strings.Lines(css.String()) {
		_, rule, ok := strings.Cut(line, "*/ ")
		if !ok || !strings.HasPrefix(rule, ".chroma .") || strings.Contains(rule, "background") {
			continue
		}
		kept.WriteString(rule)
	}
	return kept.String(), nil
}
