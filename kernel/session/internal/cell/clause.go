package cell

import "go/token"

// clause checks a package clause. Any name will do and means nothing, but what
// follows on its line is refused as in a file of Go, not forgotten.
func (p *parse) clause(ch chunk) {
	var toks []tok
	for _, t := range p.toks {
		if ch.off <= t.off {
			toks = append(toks, t)
		}
	}
	name, next := toks[1], toks[2%len(toks)]
	switch {
	case name.tok != token.IDENT:
		p.fail(name.off, "unexpected "+p.found(name.off)+", expected name")
		p.errs[len(p.errs)-1].Hint = "a package has a name, as in package main; a cell needs none"
	case name.lit == "_":
		p.errs = append(p.errs, Error{Pos: p.place(name.off), Msg: "invalid package name _"})
	case next.tok != token.SEMICOLON && next.tok != token.EOF:
		p.fail(next.off, "unexpected "+p.found(next.off)+", expected semicolon or newline")
		p.errs[len(p.errs)-1].Hint = "what follows package " + name.lit + " stands on the next line"
	}
}
