package page

import (
	"encoding/json"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/internal/notebook"
)

const png = "iVBORw0KGgo="

// read reads the notebook that package notebook's round trip uses as well.
func read(t *testing.T) *notebook.Notebook {
	t.Helper()
	n, err := notebook.ReadFile("../testdata/all-kinds.ipynb")
	require.NoError(t, err)
	return n
}

func TestPageShowsEveryKind(t *testing.T) {
	var b strings.Builder
	require.NoError(t, Write(&b, read(t), Options{Title: "other"}))
	for _, want := range []string{
		"<title>Title</title>", `<span class="count" title="execution count">3</span>`, "<math><mrow><mi>E</mi>",
		`<pre class="stdout">one` + "\ntwo</pre>", "no newline &lt;&amp;&gt; é", "<b>a</b>\n<i>b</i>",
		`<span class="f1">line 2</span>`, `<pre class="result">42</pre>`, "<pre>raw</pre>", "prefers-color-scheme: dark",
	} {
		require.Contains(t, b.String(), want)
	}
}

func TestPageNeedsNoOtherFile(t *testing.T) {
	n := read(t)
	n.Cells[0].Source = "![a](attachment:a.png) ![b](img/b.png) ![missing](img/c.png) ![far](https://example.org/x.png)"
	var b strings.Builder
	files := fstest.MapFS{"img/b.png": {Data: []byte("b")}}
	require.NoError(t, Write(&b, n, Options{Title: "T", Files: files}))
	require.Contains(t, b.String(), `src="data:image/png;base64,`+png+`"`)
	require.Contains(t, b.String(), `src="data:image/png;base64,Yg=="`)
	require.NotContains(t, b.String(), "<script")
	require.NotContains(t, b.String(), "<link")
	require.NotContains(t, b.String(), "@import")
}

func TestMarkdownKnowsFormulas(t *testing.T) {
	for _, c := range []struct{ source, want string }{
		{"a $x_i$ b", "<p>a <math><msub><mi>x</mi><mi>i</mi></msub></math> b</p>"},
		{"costs $5 and $6 more", "costs $5 and $6 more"},
		{"from 5$ to 6$", "from 5$ to 6$"},
		{"a *$x*y*z$* b", "<em><math>"},
		{"$$x$$", `<math display="block"><mi>x</mi></math>`},
		{"text $$x$$ text", `text <math display="block"><mi>x</mi></math> text`},
		{"$$\nx\n- y\n= z\n$$\nafter", "<p>after</p>"},
		{"$$x$$\n\nafter", "<p>after</p>"},
		{"$$x$$\nafter $y$", "<p>after <math><mi>y</mi></math></p>"},
		{"before\n$$\n- y\n$$", `<p>before</p>` + "\n" + `<math display="block">`},
		{"\\begin{align}\na &= b \\\\\n&= c\n\\end{align}", `<mtable class="aligned"`},
		{"$\\nosuch{x}$", `<code class="tex">\nosuch{x}</code>`},
		{"$a\nb$", "<math><mrow><mi>a</mi><mi>b</mi></mrow></math>"},
		{"`$x$`", "<code>$x$</code>"},
		{"> $$\n> x\n> $$", `<math display="block"><mi>x</mi></math>`},
		{"| a |\n|---|\n| $x$ |", "<td><math><mi>x</mi></math></td>"},
		{"```go\nx := 1\n```", `<span class="nx">x</span>`},
		{"```nosuch\n<x>\n```", "<code>&lt;x&gt;</code>"},
	} {
		got, err := markdown(c.source, files{})
		require.NoError(t, err)
		require.Contains(t, string(got), c.want, c.source)
	}
	got, err := markdown("$$\nx\n- y\n= z\n$$", files{})
	require.NoError(t, err)
	require.NotContains(t, string(got), "<li>", "lines of a formula are no list")
}

func TestTerminal(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"10 %\r50 %\r100 %\n", "100 %"},
		{"a\r\nb\r\n", "a\nb"},
		{"\x1b[1;31mred\x1b[0m <b>", `<span class="b f1">red</span> &lt;b&gt;`},
		{"\x1b[2Kx\x1b[91my", `x<span class="f1">y</span>`},
		{"", ""},
	} {
		require.Equal(t, c.want, terminal(c.text))
	}
}

func TestOutputPrefersTheRichestForm(t *testing.T) {
	show := func(data map[string]string) string {
		o := &notebook.Output{Kind: notebook.Display, Data: map[string]json.RawMessage{}}
		for k, v := range data {
			o.Data[k] = []byte(v)
		}
		return string(output(o))
	}
	require.Contains(t, show(map[string]string{"text/plain": `"p"`, "image/png": `"` + png + `"`}), `<img alt="p" src="data:image/png`)
	require.Contains(t, show(map[string]string{"text/plain": `"p"`, "image/svg+xml": `["<svg>", "</svg>"]`}), "<svg></svg>")
	require.Contains(t, show(map[string]string{"text/plain": `"p"`, "image/png": `"\"onload="`}), ">p</pre>", "what is no picture is not shown as one")
	require.Contains(t, show(map[string]string{"text/markdown": `"*a*"`}), "<em>a</em>")
	require.Contains(t, show(map[string]string{"text/latex": `"$x$"`}), "<math>")
	require.Contains(t, show(nil), "<pre")
}

func TestTitleFallsBack(t *testing.T) {
	require.Equal(t, "other", title(&notebook.Notebook{}, "other"))
}

func TestCodeColorsAreTheStyles(t *testing.T) {
	css, err := codeCSS()
	require.NoError(t, err)
	require.Contains(t, css, ".chroma .k ")
	require.NotContains(t, css, "background")
	_, err = styleCSS("nosuch")
	require.Error(t, err)
}
