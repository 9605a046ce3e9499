package cell

import (
	"go/parser"
	"go/scanner"
	"go/token"
	"strings"
)

// chunk is a piece of a cell that stands at its top level: an import, a
// declaration or a statement.
type chunk struct {
	text   string
	off    int         // byte offset of text in the cell
	first  token.Token // its first token, after labels
	second token.Token
}

// tok is one token with its offset.
type tok struct {
	off int
	tok token.Token
	lit string
}

// split cuts the cell at the semicolons, written or implied, that lie outside
// of all brackets. Those in the header of a for, if or switch do not end it.
func (p *parse) split() []chunk {
	toks := p.scan()
	p.toks = toks
	p.matchBrackets(toks)
	var chunks []chunk
	begin, depth := 0, 0
	for i, t := range toks {
		switch t.tok {
		case token.LPAREN, token.LBRACE, token.LBRACK:
			depth++
		case token.RPAREN, token.RBRACE, token.RBRACK:
			depth = max(0, depth-1)
		}
		end := t.tok == token.EOF || t.tok == token.SEMICOLON && depth == 0 && !p.inHeader(toks[begin:i], t)
		if !end {
			continue
		}
		if i > begin {
			from := toks[begin].off
			first, second := leader(toks[begin:i])
			chunks = append(chunks, chunk{text: p.text[from:min(t.off, len(p.text))], off: from, first: first, second: second})
		}
		begin = i + 1
	}
	return chunks
}

// scan lists the tokens and reports what is none.
func (p *parse) scan() []tok {
	fset := token.NewFileSet()
	file := fset.AddFile("", -1, len(p.text))
	var s scanner.Scanner
	s.Init(file, []byte(p.text), func(at token.Position, msg string) {
		rest := p.text[min(at.Offset, len(p.text)):]
		words := compilerWords(msg, false)
		if msg == "illegal rune literal" && strings.HasPrefix(rest, "''") {
			words = "empty rune literal or unescaped '"
		}
		p.fail(at.Offset, words)
		p.errs[len(p.errs)-1].Hint = lexical(msg, rest)
	}, scanner.ScanComments)
	var toks []tok
	for {
		pos, t, lit := s.Scan()
		if t == token.COMMENT {
			p.comment(file.Offset(pos), lit)
			continue
		}
		toks = append(toks, tok{file.Offset(pos), t, lit})
		if t == token.EOF {
			return toks
		}
	}
}

// leader returns the first two tokens after labels.
func leader(toks []tok) (first, second token.Token) {
	for len(toks) > 2 && toks[0].tok == token.IDENT && toks[1].tok == token.COLON {
		toks = toks[2:]
	}
	if len(toks) > 1 {
		second = toks[1].tok
	}
	return toks[0].tok, second
}

// inHeader reports whether a written semicolon stands in the header of a for,
// if or switch: what lies before it is then no statement.
func (p *parse) inHeader(toks []tok, semicolon tok) bool {
	if len(toks) == 0 || semicolon.lit != ";" {
		return false
	}
	switch first, _ := leader(toks); first {
	case token.FOR, token.IF, token.SWITCH:
		src := "package p; func _() {" + p.text[toks[0].off:semicolon.off] + "\n}"
		_, err := parser.ParseFile(token.NewFileSet(), "", src, parser.SkipObjectResolution)
		return err != nil
	}
	return false
}

// comment refuses the directives of the compiler that need what no cell has.
// Others do not change what a program means.
func (p *parse) comment(off int, text string) {
	for name, pkg := range map[string]string{"//go:embed": "embed", "//go:linkname": "unsafe"} {
		if text == name || strings.HasPrefix(text, name+" ") {
			p.errs = append(p.errs, Error{Pos: p.place(off), Msg: name + " only allowed in Go files that import \"" + pkg + "\"", Hint: "a cell has nothing that it could stand for"})
		}
	}
}
