package cell

import (
	"go/token"
	"slices"
	"strings"
)

// listBefore are the tokens after which a [ begins a list of Python's.
var listBefore = map[string]bool{"": true, "=": true, ":=": true, "(": true, ",": true, "return": true, "in": true, "range": true}

const (
	arrowFunc = "a function is written func(x int) int { return x }"
	behind    = "the result stands right behind the parameters, as in func f(x int) int { … }"
)

// layout goes by what stands at the top or the beginning of a cell elsewhere.
func (m mishap) layout() string {
	first := m.begins(0)
	switch {
	case first == "!" && m.at > 0 && strings.Contains(m.msg, "at end of statement"):
		return "commands for the shell stand at the top of the cell"
	case first == "%" && m.at == 0:
		return "lines that begin with % stand at the top of the cell"
	case m.word(0) == "--" && m.name(1) && !m.joined(0) && !m.joined(-1):
		return "a comment begins with //"
	case (first == "--" || first == "++") && m.at == 0 && len(m.toks) == 2 && m.toks[1].tok == token.IDENT:
		return first + " stands behind its variable: " + m.begins(1) + first
	}
	return ""
}

// shape goes by a few tokens around the error.
func (m mishap) shape() string {
	at, before, first := m.word(0), m.word(-1), m.begins(0)
	header := m.in.header == token.IF || m.in.header == token.FOR || m.in.header == token.SWITCH
	switch {
	case at == ">" && before == "-":
		return m.arrow()
	case at == ">" && before == "=" && header, at == "=" && m.word(1) == ">" && header:
		return "at least is >="
	case at == "<" && before == "=" && header:
		return "at most is <="
	case (at == ">" && before == "=" || at == "=" && m.word(1) == ">") && m.in.kind != inLiteral && first != "case":
		return arrowFunc
	case m.in.header == token.FUNC && before == ")" && (at == "-" && m.word(1) == ">" || at == ":"):
		return behind
	case before == "(" && at == ")" && m.word(1) == "=" && m.word(2) == ">":
		return arrowFunc
	case first == "for" && header && m.commas():
		return "the parts of the header are separated by ; as in for i := 0; i < 10; i++ {"
	case header && (at == "then" || at == "do"):
		return first + " needs no " + at + ", only the {"
	case header && at == ":" && strings.Contains(m.msg, "expected {"):
		return "what " + first + " does stands in braces: " + first + " … { … }"
	case first == "import" && at == ",":
		return "each import stands on a line of its own, without commas"
	}
	return m.written()
}

// written shows how what was meant is written, made of its parts.
func (m mishap) written() string {
	at, before := m.word(0), m.word(-1)
	switch {
	case at == "," && m.word(-2) == "[" && m.word(-3) == "map" && m.word(2) == "]":
		return "the type is map[" + before + "]" + m.word(1)
	case at == ":" && m.in.kind == inParams && m.name(-1) && m.name(1):
		return "the type stands behind the name without a colon: " + before + " " + m.word(1)
	case at == "..." && strings.HasPrefix(m.msg, "unexpected ...") && m.name(-1) && m.name(-2):
		return "the dots stand before the type: ..." + before
	case at == "]" && before == "[" && basic[m.word(-2)]:
		return "a slice is []" + m.word(-2)
	case at == ":" && m.word(1) == "=":
		return "the two characters of := stand together"
	case at == "=" && m.in.kind == inLiteral && (m.word(-2) == "{" || m.word(-2) == ","):
		return "a key and its value are joined by a colon: " + before + ": …"
	case at == ":" && m.in.kind == inInterface && before == ")":
		return "the result stands right behind the parameters, without a colon"
	case before == "new" && m.name(0) && m.word(1) != "(" && m.word(1) != ".":
		return "a pointer to a new " + at + " is new(" + at + ")"
	case m.name(0) && before == ")" && basic[m.word(-2)] && m.word(-3) == "(" && listBefore[m.word(-4)]:
		return "a conversion is " + m.word(-2) + "(" + at + ")"
	case at == "=" && m.in.kind == inStruct:
		return "a field has no value of its own; a literal gives it one"
	case at == "=" && m.in.kind == inGroup && (m.begins(0) == "var" || m.begins(0) == "const"):
		return "the names of a group stand on lines of their own, or are separated by ;"
	case strings.Contains(m.msg, "expected := or = or comma") && m.top && m.at == len(m.toks):
		return "a cell shows one value; fmt.Println(" + m.text + ") prints them"
	}
	return ""
}

// arrow explains p->x, and x -> f(x) where it can only be a function.
func (m mishap) arrow() string {
	left, right := m.word(-2), m.word(1)
	if m.in.header == token.FUNC {
		return behind
	}
	if m.begins(0) == "case" {
		return "a case ends with a colon"
	}
	if !m.joined(-1) || !m.joined(0) || !m.joined(-2) || !m.name(1) {
		if m.name(-2) && m.at > 2 {
			return arrowFunc
		}
		return ""
	}
	switch {
	case left == ")", left == "]", m.word(-3) == ".":
		return "a field or a method stands behind a dot"
	case m.name(-2) && left != right && (m.at == 2 || !m.again(left)):
		return "a field or a method stands behind a dot: " + left + "." + right
	}
	return ""
}

// again reports whether a name occurs behind the error.
func (m mishap) again(name string) bool {
	return slices.ContainsFunc(m.toks[m.at:], func(t tok) bool { return t.text() == name })
}

// commas reports whether the parts of the header of a for are separated by
// commas: for i := 0, i < 10, i++ {
func (m mishap) commas() bool {
	var comma, compare, step bool
	for _, t := range m.toks {
		switch t.tok {
		case token.LBRACE, token.SEMICOLON, token.RANGE:
			return comma && compare && step && t.tok == token.LBRACE
		case token.COMMA:
			comma = true
		case token.LSS, token.GTR, token.LEQ, token.GEQ, token.NEQ:
			compare = true
		case token.INC, token.DEC, token.ADD_ASSIGN, token.SUB_ASSIGN, token.MUL_ASSIGN:
			step = true
		}
	}
	return false
}

// name reports whether a token counted from the error's is a name.
func (m mishap) name(i int) bool {
	i += m.at
	return i >= 0 && i < len(m.toks) && m.toks[i].tok == token.IDENT
}

// joined reports whether the next token follows one, counted from the error's,
// without a space.
func (m mishap) joined(i int) bool {
	i += m.at
	if i < 0 || i+1 >= len(m.toks) {
		return false
	}
	return m.toks[i].off+len(m.toks[i].text()) == m.toks[i+1].off
}
