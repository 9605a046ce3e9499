package cell

import (
	"go/token"
	"strings"
)

var closes = map[token.Token]token.Token{token.RPAREN: token.LPAREN, token.RBRACE: token.LBRACE, token.RBRACK: token.LBRACK}

// matchBrackets reports a bracket that closes nothing, and the end of the cell
// where something is still open.
func (p *parse) matchBrackets(toks []tok) {
	var open []tok
	var suspect *tok // closed by a brace that stands further to the left
	for _, t := range toks {
		switch t.tok {
		case token.LPAREN, token.LBRACE, token.LBRACK:
			open = append(open, t)
		case token.RPAREN, token.RBRACE, token.RBRACK:
			if len(open) == 0 || open[len(open)-1].tok != closes[t.tok] {
				p.unmatched(t, open)
				return
			}
			last := open[len(open)-1]
			if suspect == nil && t.tok == token.RBRACE && p.leads(t) && p.indent(t) < p.indent(last) {
				suspect = &last
			}
			open = open[:len(open)-1]
		}
	}
	p.open = len(open)
	if len(open) == 0 || len(p.errs) > 0 {
		return // a text that does not end has swallowed the rest
	}
	last := open[len(open)-1]
	for right, left := range closes {
		if left == last.tok {
			p.fail(len(p.text), "unexpected EOF, expected "+right.String())
			if suspect != nil && left == token.LBRACE {
				last = *suspect
			}
			p.errs[len(p.errs)-1].Hint = "the " + left.String() + " at " + lineCol(p.place(last.off)) + " is never closed"
		}
	}
}

// unmatched reports a bracket that closes nothing.
func (p *parse) unmatched(t tok, open []tok) {
	p.fail(t.off, "unexpected "+t.tok.String())
	hint := "there is no " + closes[t.tok].String() + " that it closes"
	if len(open) > 0 {
		last := open[len(open)-1]
		hint = "the " + last.tok.String() + " at " + lineCol(p.place(last.off)) + " is still open"
	}
	p.errs[len(p.errs)-1].Hint = hint
}

// leads reports whether a token is the first one of its line.
func (p *parse) leads(t tok) bool { return strings.TrimSpace(p.line(t)) == "" }

// indent returns the width of the white space that a token's line begins with.
func (p *parse) indent(t tok) int {
	s := p.text[strings.LastIndexByte(p.text[:t.off], '\n')+1:]
	return len(s) - len(strings.TrimLeft(s, " \t"))
}

// line returns what stands before a token on its line.
func (p *parse) line(t tok) string {
	return p.text[strings.LastIndexByte(p.text[:t.off], '\n')+1 : t.off]
}
