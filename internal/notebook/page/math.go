package page

import (
	"bytes"
	"regexp"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"github.com/udl-go/lab/internal/notebook/tex"
)

var (
	mathKind      = ast.NewNodeKind("Math")
	mathBlockKind = ast.NewNodeKind("MathBlock")
)

// mathSpan is a formula inside a paragraph.
type mathSpan struct {
	ast.BaseInline
	formula string
	display bool
}

// Kind implements ast.Node.
func (*mathSpan) Kind() ast.NodeKind { return mathKind }

// Dump implements ast.Node.
func (n *mathSpan) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// mathBlock is a formula on lines of its own.
type mathBlock struct {
	ast.BaseBlock
	end  string // of the last line
	done bool   // the last line has been read
}

// Kind implements ast.Node.
func (*mathBlock) Kind() ast.NodeKind { return mathBlockKind }

// IsRaw implements ast.Node: nothing in a formula is Markdown.
func (*mathBlock) IsRaw() bool { return true }

// Dump implements ast.Node.
func (n *mathBlock) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// mathSpans parses $…$ and $$…$$ inside a paragraph. A single dollar opens a
// formula before a character that is no space, and closes it after one when no
// digit follows, so that prices stay prices.
type mathSpans struct{}

// Trigger implements parser.InlineParser.
func (mathSpans) Trigger() []byte { return []byte{'$'} }

// Parse implements parser.InlineParser.
func (mathSpans) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	l, p := block.Position()
	var b bytes.Buffer
	for {
		line, _ := block.PeekLine()
		if line == nil {
			break
		}
		b.Write(line)
		block.AdvanceLine()
	}
	block.SetPosition(l, p)
	m := spanPattern.FindSubmatch(b.Bytes())
	if m == nil {
		return nil
	}
	n := &mathSpan{formula: string(m[1]) + string(m[2]), display: len(m[1]) > 0}
	advance(block, len(m[0])-len(m[3]))
	return n
}

var spanPattern = regexp.MustCompile(`^(?s:\$\$(.+?)\$\$|\$([^\s$](?:[^$\\]|\\.)*?)\$)(\D|$)`)

// advance moves a reader by n bytes, over the ends of lines.
func advance(r text.Reader, n int) {
	for n > 0 {
		line, _ := r.PeekLine()
		if line == nil {
			return
		}
		if n < len(line) {
			r.Advance(n)
			return
		}
		n -= len(line)
		r.AdvanceLine()
	}
}

// mathBlocks parses a formula that begins a line with $$ or with \begin{…} of
// an environment and ends a line with its counterpart.
type mathBlocks struct{}

// Trigger implements parser.BlockParser.
func (mathBlocks) Trigger() []byte { return []byte{'$', '\\'} }

var beginPattern = regexp.MustCompile(`^\s*\\begin\{((?:align|equation|gather)(?:ed)?\*?)\}`)

// Open implements parser.BlockParser.
func (mathBlocks) Open(_ ast.Node, r text.Reader, _ parser.Context) (ast.Node, parser.State) {
	line, seg := r.PeekLine()
	n := &mathBlock{}
	trimmed := bytes.TrimSpace(line)
	if m := beginPattern.FindSubmatch(line); m != nil {
		n.end = `\end{` + string(m[1]) + `}`
	} else if bytes.HasPrefix(trimmed, []byte("$$")) {
		n.end = "$$"
		if i := bytes.Index(trimmed[2:], []byte("$$")); i >= 0 && i+4 < len(trimmed) {
			return nil, parser.NoChildren // more than the formula: a paragraph
		}
	} else {
		return nil, parser.NoChildren
	}
	n.Lines().Append(seg)
	r.AdvanceToEOL()
	if n.end == "$$" {
		trimmed = trimmed[2:] // the opening does not close
	}
	n.done = bytes.HasSuffix(trimmed, []byte(n.end))
	return n, parser.NoChildren
}

// Continue implements parser.BlockParser.
func (mathBlocks) Continue(node ast.Node, r text.Reader, _ parser.Context) parser.State {
	n := node.(*mathBlock)
	if n.done {
		return parser.Close
	}
	line, seg := r.PeekLine()
	n.Lines().Append(seg)
	r.AdvanceToEOL()
	n.done = bytes.HasSuffix(bytes.TrimSpace(line), []byte(n.end))
	return parser.Continue | parser.NoChildren
}

// Close implements parser.BlockParser.
func (mathBlocks) Close(ast.Node, text.Reader, parser.Context) {}

// CanInterruptParagraph implements parser.BlockParser.
func (mathBlocks) CanInterruptParagraph() bool { return true }

// CanAcceptIndentedLine implements parser.BlockParser.
func (mathBlocks) CanAcceptIndentedLine() bool { return false }

func renderMath(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		n := node.(*mathSpan)
		writeMath(w, n.formula, n.display)
	}
	return ast.WalkSkipChildren, nil
}

func renderMathBlock(w util.BufWriter, source []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		formula := bytes.TrimSpace(linesOf(node, source))
		formula = bytes.TrimSuffix(bytes.TrimPrefix(formula, []byte("$$")), []byte("$$"))
		writeMath(w, string(formula), true)
		_ = w.WriteByte('\n')
	}
	return ast.WalkSkipChildren, nil
}

// writeMath typesets a formula; one that cannot be stays readable as it was written.
func writeMath(w util.BufWriter, formula string, display bool) {
	ml, err := tex.MathML(formula, display)
	if err != nil {
		ml = `<code class="tex">` + string(util.EscapeHTML([]byte(formula))) + "</code>"
	}
	_, _ = w.WriteString(ml)
}
