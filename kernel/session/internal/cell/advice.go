package cell

import (
	"go/token"
	"strings"
)

// mishap is a syntax error and the tokens around it.
type mishap struct {
	msg  string
	in   surround
	toks []tok  // of the innermost statement, without implied semicolons
	top  bool   // it is a statement of the cell itself
	text string // of the cell, from the statement to the error
	at   int    // index of the first token that does not stand before the error
}

// word returns the text of a token counted from the error's, "" outside.
func (m mishap) word(i int) string {
	i += m.at
	if i < 0 || i >= len(m.toks) {
		return ""
	}
	return m.toks[i].text()
}

// begins returns the text of the statement's token i.
func (m mishap) begins(i int) string {
	if i >= len(m.toks) {
		return ""
	}
	return m.toks[i].text()
}

func (m mishap) has(words ...string) bool {
	for _, t := range m.toks {
		for _, w := range words {
			if t.text() == w {
				return true
			}
		}
	}
	return false
}

func (t tok) text() string {
	if t.tok.IsOperator() || t.tok.IsKeyword() {
		return t.tok.String()
	}
	return t.lit
}

// advise returns what to do about a syntax error, or "".
func (p *parse) advise(ch chunk, off int, msg string) string {
	s := p.around(ch, off)
	m := mishap{msg: msg, toks: p.statement(ch, s), in: s}
	if begin := p.toks[s.start].off; begin <= off {
		m.top, m.text = s.kind == inBlock && begin == ch.off, strings.TrimSpace(p.text[begin:off])
	}
	for m.at < len(m.toks) && m.toks[m.at].off < off {
		m.at++
	}
	for _, f := range []func(mishap) string{mishap.layout, mishap.message, mishap.shape, mishap.start, mishap.operator, mishap.literal, mishap.slip} {
		if s := f(m); s != "" {
			return s
		}
	}
	return ""
}

// statement lists the tokens of the innermost statement around a place, without
// implied semicolons.
func (p *parse) statement(ch chunk, s surround) (toks []tok) {
	depth := 0
	for i := s.start; i < len(p.toks); i++ {
		t := p.toks[i]
		switch t.tok {
		case token.LPAREN, token.LBRACE, token.LBRACK:
			depth++
		case token.RPAREN, token.RBRACE, token.RBRACK:
			depth--
		}
		implied := t.tok == token.SEMICOLON && t.lit == "\n"
		if t.tok == token.EOF || t.off >= ch.off+len(ch.text) || i > s.at && (depth < 0 || depth == 0 && implied) {
			break
		}
		if !implied {
			toks = append(toks, t)
		}
	}
	return toks
}

// message goes by the parser's words alone.
func (m mishap) message() string {
	has := func(s string) bool { return strings.Contains(m.msg, s) }
	switch {
	case has("in struct type") && (m.word(0) == "," || m.word(0) == ";"):
		return "fields stand on lines of their own, or are separated by ;"
	case has("unexpected newline in") && has("possibly missing comma"):
		return "a list that goes on to the next line ends its line with a comma, the last one too"
	case has("must be function call"):
		_, rest, _ := strings.Cut(m.msg, "expression in ")
		word, _, _ := strings.Cut(rest, " ")
		return "the call needs its (): " + word + " f()"
	case has("as value") && has("assignment"):
		return "= gives a value; == compares"
	case has("as value") && has(":=") && m.begins(0) == "for":
		return "for i := 0; i < 10; i++ { … } counts; for cond { … } repeats"
	case has("as value") && has(":=") && m.begins(0) == "switch":
		return "the value is missing: switch x := f(); x {"
	case has("as value") && has(":="):
		return "the condition is missing: if x := f(); x > 0 {"
	case has("before {"), has("unexpected newline") && (has("clause") || has("expected {")):
		return "the { stands at the end of the line before it"
	case has("missing import path"):
		if len(m.toks) == 2 && m.toks[1].tok == token.IDENT {
			return `the path stands in quotes: import "` + m.begins(1) + `"`
		}
		return "the path stands in quotes"
	case has("keyword else"), m.startsWith(token.ELSE):
		return "else stands on the line of the } before it: } else {"
	}
	return ""
}

func (m mishap) startsWith(list ...token.Token) bool {
	for _, t := range list {
		if len(m.toks) > 0 && m.toks[0].tok == t {
			return true
		}
	}
	return false
}

// start goes by the word that the statement begins with.
func (m mishap) start() string {
	if s := beginnings[m.begins(0)]; s != "" {
		return s
	}
	switch first, second := m.begins(0), m.begins(1); {
	case m.has("lambda"):
		return beginnings["lambda"]
	case m.has("elif"):
		return beginnings["elif"]
	case (first == "if" || first == "for") && strings.Contains(m.msg, "expected {") && !m.has("{"):
		return "what " + first + " does stands in braces: " + first + " … { … }"
	case first == "for" && m.has("in"):
		return "for i := range 10 { … } counts; for _, x := range xs { … } visits"
	case first == "for" && second == "(":
		return "the header of a for stands without parentheses"
	case first == "const" && m.word(0) == ":=":
		return "const " + second + " = …"
	case first == "var" && m.word(0) == ":=":
		return "var " + second + " = …, or " + second + " := …"
	case first == "type" && m.word(0) == "{":
		return "type " + second + " struct { … }"
	case first == "struct":
		return "type " + second + " struct { … }"
	case m.in.kind == inStruct && (m.word(0) == "," || m.word(0) == ":"):
		return "a field is its name and its type; fields stand on lines of their own or are separated by ;"
	case m.in.kind == inParams && m.word(0) == "=":
		return "a parameter has no default value"
	case basic[first] && m.at == 1:
		return "the type stands behind the name: var " + second + " " + first
	case basic[second] && m.at == 1 && m.toks[0].tok == token.IDENT:
		return "var " + first + " " + second + " = …, or " + first + " := …"
	}
	return ""
}

var basic = map[string]bool{"int": true, "float64": true, "float": true, "double": true, "string": true, "bool": true, "byte": true, "rune": true, "char": true, "long": true, "String": true, "boolean": true}

// operator goes by operators of other languages.
func (m mishap) operator() string {
	at, before := m.word(0), m.word(-1)
	is := func(list ...string) bool {
		for _, s := range list {
			if at == s || before == s {
				return true
			}
		}
		return false
	}
	switch {
	case m.at == 0 && (at == "--" || at == "++"):
		return "" // of C, or a comment of SQL: see layout
	case is("++", "--"):
		return "x++ and x-- are statements of their own"
	case is("and", "or", "not"):
		return "and is &&, or is ||, not is !"
	case at == "=" && before == "==", at == "=" && before == "!=":
		return "values are compared by == and !="
	case before == "new" || at == "new":
		return "new(T), or &T{}"
	case at == "if" && m.has("else"):
		return "an if has no value; write if and else as statements"
	}
	return ""
}

// literal goes by values written as in other languages.
func (m mishap) literal() string {
	at, before := m.word(0), m.word(-1)
	switch {
	case at == "{" && (before == ":=" || before == "=" || before == "(" || before == "return"):
		return `values are listed behind their type: []int{1, 2} or map[string]int{"a": 1}`
	case at == "," && m.word(-2) == "[" && listBefore[m.word(-3)]:
		return "a list is []int{1, 2, 3}"
	case at == "," && m.in.kind == inParens && (m.word(-3) == ":=" || m.word(-3) == "="):
		return "several values are given to several names: a, b := 1, 2"
	}
	return ""
}

// slip goes by a keyword that is misspelled, or by what was left out.
func (m mishap) slip() string {
	first := m.begins(0)
	if len(m.toks) > 0 && m.toks[0].tok == token.IDENT && m.at == 1 {
		if near := Nearest(first, keywords); near != "" {
			return "did you mean " + near + "?"
		}
		if t := m.toks[1:]; len(t) > 0 && t[0].tok.IsLiteral() && t[0].tok != token.IDENT {
			return "a call has parentheses: " + first + "(…)"
		}
	}
	if strings.Contains(m.msg, "at end of statement") && m.at > 1 && m.name(0) && !m.joined(-1) && (first == "var" || statementAfter[m.word(1)]) {
		return "statements on one line are separated by ;"
	}
	return ""
}

// statementAfter are the tokens that follow the name that a statement begins
// with.
var statementAfter = map[string]bool{":=": true, "=": true, "(": true, ".": true, "++": true, "--": true, "+=": true, "-=": true, "*=": true, "/=": true, "[": true}
