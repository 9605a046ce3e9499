package cell

import "go/token"

// surround is what stands around a place of a cell: the innermost brackets that
// are open there, and how far the statement has come.
type surround struct {
	kind   string      // what the brackets hold
	open   token.Token // the bracket itself
	header token.Token // the if, for, switch or func whose block is still to come
	start  int         // the token that the innermost statement begins with
	at     int         // the token at the place
}

// What brackets hold; the names of lists are the compiler's.
const (
	inBlock     = "block"
	inParens    = "parentheses"
	inIndex     = "index"
	inLiteral   = "composite literal"
	inArguments = "argument list"
	inParams    = "parameter list"
	inStruct    = "struct type"
	inInterface = "interface type"
	inGroup     = "grouped declaration"
)

// separators are what stands between the elements of a list.
var separators = map[string]string{
	inLiteral: "comma", inArguments: "comma", inParams: "comma",
	inStruct: "semicolon or newline", inInterface: "semicolon or newline", inGroup: "semicolon or newline",
}

// closer returns the bracket that would close the innermost ones.
func (s surround) closer() string {
	for right, left := range closes {
		if left == s.open {
			return right.String()
		}
	}
	return "}"
}

// walker goes through the tokens of a chunk and keeps what is open.
type walker struct {
	toks []tok
	from int
	open []surround
}

// around tells what stands around an offset of a chunk.
func (p *parse) around(ch chunk, off int) surround {
	w := walker{toks: p.toks}
	for w.from < len(p.toks) && p.toks[w.from].off < ch.off {
		w.from++
	}
	w.open = []surround{{kind: inBlock, start: w.from}}
	i := w.from
	for ; i < len(p.toks)-1 && p.toks[i].off < off; i++ {
		w.step(i)
	}
	s := *w.top()
	s.at = i
	return s
}

func (w *walker) top() *surround { return &w.open[len(w.open)-1] }

// before returns the token n places before token i, within the chunk.
func (w *walker) before(i, n int) token.Token {
	if i-n < w.from {
		return token.ILLEGAL
	}
	return w.toks[i-n].tok
}

func (w *walker) step(i int) {
	top := w.top()
	t := w.toks[i]
	switch t.tok {
	case token.LPAREN, token.LBRACE, token.LBRACK:
		in := surround{kind: w.kind(i), open: t.tok, start: top.start}
		if in.kind == inBlock {
			top.header = token.ILLEGAL
			in.start = i + 1
		}
		w.open = append(w.open, in)
	case token.RPAREN, token.RBRACE, token.RBRACK:
		if len(w.open) > 1 {
			w.open = w.open[:len(w.open)-1]
		}
	case token.SEMICOLON:
		if t.lit == ";" && (top.header == token.FOR || top.header == token.IF || top.header == token.SWITCH) {
			return
		}
		w.begin(i + 1)
	case token.IF, token.FOR, token.SWITCH, token.SELECT, token.FUNC:
		top.header = t.tok
	case token.ASSIGN, token.DEFINE, token.COMMA:
		if top.header == token.FUNC {
			top.header = token.ILLEGAL // it was a type
		}
	case token.COLON:
		if first := w.toks[top.start].tok; first == token.CASE || first == token.DEFAULT || first == token.IDENT && i == top.start+1 {
			w.begin(i + 1)
		}
	}
}

// begin notes that a statement of a block begins at token i.
func (w *walker) begin(i int) {
	if top := w.top(); top.kind == inBlock {
		top.header, top.start = token.ILLEGAL, i
	} else {
		top.header = token.ILLEGAL
	}
}

// kind tells what the bracket at token i holds.
func (w *walker) kind(i int) string {
	top, prev := w.top(), w.before(i, 1)
	switch w.toks[i].tok {
	case token.LBRACK:
		if prev == token.IDENT && (w.before(i, 2) == token.FUNC || w.before(i, 2) == token.TYPE) {
			return inParams
		}
		return inIndex
	case token.LPAREN:
		return w.round(top, prev)
	}
	switch {
	case prev == token.STRUCT:
		return inStruct
	case prev == token.INTERFACE:
		return inInterface
	case prev == token.IDENT && w.before(i, 2) == token.RBRACK && top.header != token.FUNC:
		return inLiteral // []int{ also in the header of a for
	case top.header != token.ILLEGAL:
		return inBlock
	case prev == token.IDENT || prev == token.RBRACK || prev == token.RBRACE:
		return inLiteral
	case top.kind == inLiteral && (prev == token.LBRACE || prev == token.COMMA || prev == token.COLON):
		return inLiteral
	}
	return inBlock
}

// round tells what a parenthesis holds.
func (w *walker) round(top *surround, prev token.Token) string {
	switch prev {
	case token.VAR, token.CONST, token.TYPE, token.IMPORT:
		return inGroup
	case token.FUNC:
		return inParams
	case token.IDENT, token.RPAREN, token.RBRACK, token.RBRACE:
		if top.header == token.FUNC || top.kind == inInterface {
			return inParams
		}
		return inArguments
	}
	return inParens
}
