package page

import (
	"bytes"
	"html/template"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// markdown renders prose with formulas, highlighted code and its pictures.
func markdown(source string, f files) (template.HTML, error) {
	m := goldmark.New(
		goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.Typographer),
		goldmark.WithParserOptions(
			parser.WithAutoHeadingID(),
			parser.WithBlockParsers(util.Prioritized(mathBlocks{}, 90)),
			parser.WithInlineParsers(util.Prioritized(mathSpans{}, 90)),
			parser.WithASTTransformers(util.Prioritized(f, 100)),
		),
		goldmark.WithRendererOptions(
			html.WithUnsafe(), // a notebook's HTML is its author's, as in Jupyter
			renderer.WithNodeRenderers(util.Prioritized(nodes{}, 90)),
		),
	)
	var b bytes.Buffer
	err := m.Convert([]byte(source), &b)
	return template.HTML(b.String()), err
}

// nodes renders what goldmark leaves to others: formulas and blocks of code.
type nodes struct{}

func (nodes) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(mathKind, renderMath)
	r.Register(mathBlockKind, renderMathBlock)
	r.Register(ast.KindFencedCodeBlock, renderCode)
}

func renderCode(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	block := n.(*ast.FencedCodeBlock)
	c, err := code(string(linesOf(n, source)), string(block.Language(source)))
	if err == nil {
		_, err = w.WriteString(string(c))
	}
	return ast.WalkSkipChildren, err
}

func linesOf(n ast.Node, source []byte) []byte {
	var b bytes.Buffer
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		b.Write(line.Value(source))
	}
	return b.Bytes()
}

// Transform puts the pictures of a cell inside the page.
func (f files) Transform(doc *ast.Document, _ text.Reader, _ parser.Context) {
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if img, ok := n.(*ast.Image); ok && entering {
			if uri, ok := f.inline(string(img.Destination)); ok {
				img.Destination = []byte(uri)
			}
		}
		return ast.WalkContinue, nil
	})
}
