package cell

import (
	"go/token"
	"regexp"
	"strings"
)

var (
	literal       = regexp.MustCompile("^([0-9\"`]|[.][0-9])")
	expectedFound = regexp.MustCompile(`^expected (.+), found (.+)$`)
	otherWords    = map[string]string{
		"expected at most 2 expressions": "range clause permits at most two iteration variables",

		"rune literal not terminated":       "newline in rune literal",
		"unknown escape sequence":           "unknown escape",
		"illegal rune literal":              "more than one character in rune literal",
		"string literal not terminated":     "newline in string",
		"raw string literal not terminated": "string not terminated",
		"import path must be a string":      "missing import path; require quoted string",

		"missing ',' before newline in composite literal": "unexpected newline in composite literal; possibly missing comma or }",
		"missing ',' before newline in argument list":     "unexpected newline in argument list; possibly missing comma or )",
		"missing ',' before newline in parameter list":    "unexpected newline in parameter list; possibly missing comma or )",
	}
)

// compilerWords turns a message of go/parser into the compiler's: "unexpected
// newline, expected expression". At the end of a piece of the cell, what was
// found is what the piece was wrapped in, and not told.
func compilerWords(msg string, atEnd bool) string {
	if w := otherWords[msg]; w != "" {
		return w
	}
	if rest, ok := strings.CutPrefix(msg, "illegal character "); ok {
		return "invalid character " + rest
	}
	if strings.HasPrefix(msg, "expected boolean expression, found assignment") {
		return "cannot use assignment as value"
	}
	msg = strings.Replace(msg, "; expecting ", "; expected ", 1)
	msg = strings.Replace(msg, "unexpected newline, expecting {", "unexpected newline, expected {", 1)
	m := expectedFound.FindStringSubmatch(msg)
	if m == nil {
		return msg
	}
	want, got := unquote(m[1]), unquote(m[2])
	if token.IsIdentifier(got) && got != "newline" {
		got = "name " + got
	} else if token.IsKeyword(got) {
		got = "keyword " + got
	} else if literal.MatchString(got) {
		got = "literal " + got
	}
	if atEnd {
		got = "newline"
	}
	if got == "," {
		got = "comma"
	}
	switch want {
	case "operand":
		want = "expression"
	case "IDENT":
		want = "name"
	case "selector or type assertion":
		want = "name or ("
	case ";":
		return "unexpected " + got + " at end of statement"
	}
	return "unexpected " + got + ", expected " + want
}

// lexical returns what to do about a token that is none; rest is the text from
// its place on.
func lexical(msg, rest string) string {
	switch {
	case strings.Contains(msg, "illegal rune literal"):
		line, _, _ := strings.Cut(rest, "\n")
		switch {
		case strings.HasPrefix(line, "'''"):
			return `the character ' is written '\''`
		case strings.HasPrefix(line, "''"):
			return `an empty text is ""; a character is never empty`
		}
		if i := strings.IndexByte(line[1:], '\''); i >= 0 {
			return `a text stands in double quotes: "` + line[1:1+i] + `"`
		}
		return "a text stands in double quotes"
	case msg == "string literal not terminated":
		return `a text ends with " on its line; one in back quotes may have several lines`
	case msg == "raw string literal not terminated":
		return "the back quote that ends the text is missing"
	case strings.Contains(msg, "'?'"):
		return "Go has no ?: operator; write if and else"
	case strings.Contains(msg, "'#'"):
		return "a comment begins with //"
	case strings.Contains(msg, "in octal literal"):
		return "a number that begins with 0 is octal"
	case strings.HasPrefix(msg, "comment not terminated"):
		return "the */ that ends it is missing"
	}
	return ""
}

// unquote takes the quotes of go/parser's tokens away.
func unquote(s string) string {
	if n := len(s); n > 2 && s[0] == '\'' && s[n-1] == '\'' {
		return s[1 : n-1]
	}
	return s
}
