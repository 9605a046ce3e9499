package cell

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
)

// betterWords are the compiler's where they depend on what stands around the
// error, and its place for it.
func (p *parse) betterWords(ch chunk, off int, msg string) (int, string) {
	s := p.around(ch, off)
	got := p.found(off)
	for _, f := range []func(surround, string, string) string{p.listWords, p.headerWords, p.declWords} {
		if w := f(s, got, msg); w != "" {
			return off, w
		}
	}
	switch {
	case strings.Contains(msg, "missing parentheses around composite literal"), msg == "cannot use assignment as value":
		return off, "cannot use " + p.valueText(off) + " as value"
	case strings.HasSuffix(msg, ", expected statement") && p.labeled(s):
		return p.toks[s.start-1].off, "missing statement after label"
	case msg == "expected 1 expression" && p.toks[s.start].tok != token.CASE:
		off = p.afterList(off, s)
		return off, "unexpected " + p.found(off) + ", expected := or = or comma"
	case strings.HasSuffix(msg, "at end of statement") && s.kind == inBlock && p.toks[s.start].off == ch.off && (ch.first == token.FUNC || ch.first == token.IMPORT):
		return off, "unexpected " + got + " after top level declaration"
	}
	return off, msg
}

// listWords tell what follows an element of a list although it cannot.
func (p *parse) listWords(s surround, got, msg string) string {
	equals := msg == "unexpected =, expected =="
	rest, comma := strings.CutPrefix(msg, "missing ',' in ")
	switch list := separators[s.kind]; {
	case comma && list != "comma": // the parser knows better
		closing := ")"
		if rest == inLiteral {
			closing = "}"
		}
		return "unexpected " + got + " in " + rest + "; possibly missing comma or " + closing
	case list != "" && (comma || equals || strings.HasSuffix(msg, "at end of statement")):
		return "unexpected " + got + " in " + s.kind + "; possibly missing " + list + " or " + s.closer()
	case equals && s.kind == inParens:
		return "unexpected =, expected )"
	case equals && s.kind == inIndex:
		return "unexpected =, expected comma, : or ]"
	case equals && s.header != token.ILLEGAL && s.header != token.FUNC:
		return "unexpected =, expected {"
	case equals:
		return "unexpected = at end of statement"
	}
	return ""
}

// headerWords tell what stands in the way of the block of an if, for or switch.
func (p *parse) headerWords(s surround, got, msg string) string {
	header := s.header == token.IF || s.header == token.FOR || s.header == token.SWITCH
	ends := strings.HasSuffix(msg, " at end of statement") || msg == "illegal label declaration"
	switch {
	case ends && s.header == token.FOR && got == "{":
		return "unexpected {, expected semicolon or newline"
	case ends && header:
		return "unexpected " + got + ", expected {"
	case msg == "illegal label declaration":
		return "unexpected : at end of statement"
	case header && msg == "unexpected newline, expected {", header && msg == "unexpected newline, expected expression" && !p.operand(s):
		return "unexpected newline, expected { after " + s.header.String() + " clause"
	}
	return ""
}

// operand reports whether the text ends where an operand must follow.
func (p *parse) operand(s surround) bool {
	last := token.ILLEGAL
	for _, t := range p.toks[s.start:] {
		if t.tok == token.EOF || t.tok == token.SEMICOLON && t.lit == "\n" {
			break
		}
		last = t.tok
	}
	return last.IsOperator() && last != token.RPAREN && last != token.RBRACK && last != token.RBRACE && last != token.INC && last != token.DEC && last != token.SEMICOLON
}

// declWords tell what is wrong at the beginning of a declaration.
func (p *parse) declWords(s surround, got, msg string) string {
	first := p.toks[s.start].tok
	switch {
	case got == ":=" && (first == token.VAR || first == token.CONST) && s.kind == inBlock:
		return "unexpected :=, expected ="
	case strings.HasSuffix(msg, ", expected type") && first == token.TYPE && s.at == s.start+2:
		return "unexpected " + got + " in type declaration"
	case msg == "unexpected ], expected expression" && s.kind == inIndex:
		return "unexpected ], expected operand"
	}
	return ""
}

// labeled reports whether a label stands before the innermost statement.
func (p *parse) labeled(s surround) bool {
	return s.start >= 2 && p.toks[s.start-1].tok == token.COLON && p.toks[s.start-2].tok == token.IDENT &&
		(s.start == 2 || p.toks[s.start-3].tok == token.SEMICOLON || p.toks[s.start-3].tok == token.LBRACE)
}

// found names the token at an offset as the compiler does.
func (p *parse) found(off int) string {
	for _, t := range p.toks {
		switch {
		case t.off < off:
			continue
		case t.tok == token.SEMICOLON && t.lit == ";":
			return "semicolon"
		case t.tok == token.SEMICOLON, t.tok == token.EOF:
			return "newline"
		case t.tok == token.COMMA:
			return "comma"
		case t.tok == token.IDENT:
			return "name " + t.lit
		case t.tok.IsLiteral():
			return "literal " + t.lit
		case t.tok.IsKeyword():
			return "keyword " + t.lit
		}
		return t.tok.String()
	}
	return "newline"
}

// valueText is what stands in a header where a value is wanted.
func (p *parse) valueText(off int) string {
	off = min(off, len(p.text))
	end, depth := len(p.text), 0
	var last tok
	for _, t := range p.toks {
		if t.off < off {
			continue
		}
		switch t.tok {
		case token.LPAREN, token.LBRACK:
			depth++
		case token.RPAREN, token.RBRACK:
			depth--
		}
		if depth <= 0 && (t.tok == token.LBRACE && last.tok != token.STRUCT && last.tok != token.INTERFACE || t.tok == token.SEMICOLON) || t.tok == token.EOF {
			end = min(t.off, end)
			break
		}
		last = t
	}
	text := strings.TrimSpace(p.text[off:end])
	if last.tok == token.INC || last.tok == token.DEC {
		return text
	}
	f, err := parser.ParseFile(token.NewFileSet(), "", "package p; func _() { "+text+"\n}", parser.SkipObjectResolution)
	if err != nil {
		return text
	}
	if a, ok := f.Decls[0].(*ast.FuncDecl).Body.List[0].(*ast.AssignStmt); ok && a.Tok == token.ASSIGN && len(a.Lhs) == 1 && len(a.Rhs) == 1 {
		left, right, _ := strings.Cut(text, "=")
		return "assignment " + emphasize(a.Lhs[0], left) + " = " + emphasize(a.Rhs[0], right)
	}
	return text
}

// emphasize puts an operation into parentheses, so that the = is seen.
func emphasize(x ast.Expr, text string) string {
	text = strings.TrimSpace(text)
	if _, ok := x.(*ast.BinaryExpr); ok {
		return "(" + text + ")"
	}
	return text
}

// afterList returns the offset of what ends the list of expressions at one.
func (p *parse) afterList(off int, s surround) int {
	depth := 0
	for _, t := range p.toks {
		if t.off < off {
			continue
		}
		switch t.tok {
		case token.LBRACE:
			if depth == 0 && s.header != token.ILLEGAL {
				return t.off
			}
			depth++
		case token.LPAREN, token.LBRACK:
			depth++
		case token.RPAREN, token.RBRACK, token.RBRACE:
			depth--
		}
		if depth < 0 || depth == 0 && t.tok == token.SEMICOLON || t.tok == token.EOF {
			return t.off
		}
	}
	return len(p.text)
}
