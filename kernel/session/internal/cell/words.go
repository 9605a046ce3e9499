package cell

import (
	"go/token"
	"regexp"
)

var (
	expectedFound = regexp.MustCompile(`^expected (.+), found (.+)$`)
	otherWords    = map[string]string{
		"illegal rune literal":         "more than one character in rune literal",
		"import path must be a string": "missing import path; require quoted string",
	}
)

// compilerWords turns a message of go/parser into the compiler's: "unexpected
// newline, expected expression". At the end of a piece of the cell, what was
// found is what the piece was wrapped in, and not told.
func compilerWords(msg string, atEnd bool) string {
	if w := otherWords[msg]; w != "" {
		return w
	}
	m := expectedFound.FindStringSubmatch(msg)
	if m == nil {
		return msg
	}
	want, got := unquote(m[1]), unquote(m[2])
	if token.IsIdentifier(got) && got != "newline" {
		got = "name " + got
	} else if token.IsKeyword(got) {
		got = "keyword " + got
	}
	if atEnd {
		got = "newline"
	}
	switch want {
	case "operand":
		want = "expression"
	case "IDENT":
		want = "name"
	case ";":
		return "unexpected " + got + " at end of statement"
	}
	return "unexpected " + got + ", expected " + want
}

// unquote takes the quotes of go/parser's tokens away.
func unquote(s string) string {
	if n := len(s); n > 2 && s[0] == '\'' && s[n-1] == '\'' {
		return s[1 : n-1]
	}
	return s
}
