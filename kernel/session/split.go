package session

import (
	"go/parser"
	"go/scanner"
	"go/token"
)

// chunk is a piece of a cell that stands at its top level: an import, a
// declaration or a statement.
type chunk struct {
	text      string
	line, col int         // where text begins, from 1
	first     token.Token // its first token, after a label
	off       int         // byte offset of text in the cell
}

// tok is one token with its offset.
type tok struct {
	off int
	tok token.Token
	lit string
}

// split cuts a cell at the semicolons, written or implied, that lie outside of
// all brackets. Those in the header of a for, if or switch do not end it. The
// error lists what the scanner rejects and brackets that do not match.
func split(code string) ([]chunk, *syntaxErrors) {
	toks, file, errs := scan(code)
	matchBrackets(toks, file, errs)
	var chunks []chunk
	begin, depth := 0, 0
	for i, t := range toks {
		switch t.tok {
		case token.LPAREN, token.LBRACE, token.LBRACK:
			depth++
		case token.RPAREN, token.RBRACE, token.RBRACK:
			depth = max(0, depth-1)
		}
		end := t.tok == token.EOF || t.tok == token.SEMICOLON && depth == 0 && !inHeader(toks[begin:i], code, t)
		if !end {
			continue
		}
		if i > begin {
			from := toks[begin].off
			p := file.Position(file.Pos(from))
			chunks = append(chunks, chunk{
				text: code[from:min(t.off, len(code))], line: p.Line, col: p.Column,
				first: leader(toks[begin:i]), off: from,
			})
		}
		begin = i + 1
	}
	return chunks, errs
}

func scan(code string) ([]tok, *token.File, *syntaxErrors) {
	fset := token.NewFileSet()
	file := fset.AddFile("", -1, len(code))
	errs := &syntaxErrors{kind: "syntax error"}
	var s scanner.Scanner
	s.Init(file, []byte(code), func(p token.Position, msg string) {
		errs.add(p.Line, p.Column, p.Offset, msg)
	}, 0)
	var toks []tok
	for {
		pos, t, lit := s.Scan()
		toks = append(toks, tok{file.Offset(pos), t, lit})
		if t == token.EOF {
			return toks, file, errs
		}
	}
}

// leader returns the first token after labels.
func leader(toks []tok) token.Token {
	for len(toks) > 2 && toks[0].tok == token.IDENT && toks[1].tok == token.COLON {
		toks = toks[2:]
	}
	return toks[0].tok
}

// inHeader reports whether a written semicolon stands in the header of a for,
// if or switch: what lies before it is then no statement.
func inHeader(toks []tok, code string, semicolon tok) bool {
	if len(toks) == 0 || semicolon.lit != ";" {
		return false
	}
	switch leader(toks) {
	case token.FOR, token.IF, token.SWITCH:
		_, err := parser.ParseFile(token.NewFileSet(), "", "package p; func _() {"+code[toks[0].off:semicolon.off]+"\n}", parser.SkipObjectResolution)
		return err != nil
	}
	return false
}

// matchBrackets reports a bracket that closes nothing and the last one that
// nothing closes.
func matchBrackets(toks []tok, file *token.File, errs *syntaxErrors) {
	var open []tok
	closes := map[token.Token]token.Token{token.RPAREN: token.LPAREN, token.RBRACE: token.LBRACE, token.RBRACK: token.LBRACK}
	at := func(t tok) (int, int, int) {
		p := file.Position(file.Pos(t.off))
		return p.Line, p.Column, t.off
	}
	for _, t := range toks {
		switch t.tok {
		case token.LPAREN, token.LBRACE, token.LBRACK:
			open = append(open, t)
		case token.RPAREN, token.RBRACE, token.RBRACK:
			if len(open) == 0 || open[len(open)-1].tok != closes[t.tok] {
				line, col, off := at(t)
				errs.add(line, col, off, "unexpected "+t.tok.String())
				return
			}
			open = open[:len(open)-1]
		}
	}
	if len(open) > 0 {
		line, col, off := at(open[len(open)-1])
		errs.add(line, col, off, open[len(open)-1].tok.String()+" is never closed")
		errs.open = len(open)
	}
}
