package cell

import (
	"go/token"
	"strings"
)

// mishap is a syntax error and the tokens around it.
type mishap struct {
	msg  string
	toks []tok // of the chunk, without implied semicolons
	at   int   // index of the first token that does not stand before the error
}

// word returns the text of a token counted from the error's, "" outside.
func (m mishap) word(i int) string {
	i += m.at
	if i < 0 || i >= len(m.toks) {
		return ""
	}
	return m.toks[i].text()
}

// begins returns the text of the chunk's token i.
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
	m := mishap{msg: msg}
	for _, t := range p.toks {
		if t.off < ch.off || t.off >= ch.off+len(ch.text) || t.tok == token.SEMICOLON && t.lit == "\n" {
			continue
		}
		if t.off < off {
			m.at++
		}
		m.toks = append(m.toks, t)
	}
	for _, f := range []func(mishap) string{mishap.message, mishap.start, mishap.operator, mishap.literal, mishap.slip} {
		if s := f(m); s != "" {
			return s
		}
	}
	return ""
}

// message goes by the parser's words alone.
func (m mishap) message() string {
	has := func(s string) bool { return strings.Contains(m.msg, s) }
	switch {
	case has("possibly missing semicolon"):
		return "fields stand on lines of their own, or are separated by ;"
	case has("possibly missing comma"):
		return "a list that goes on to the next line ends its line with a comma, the last one too"
	case has("must be function call"):
		return "the call needs its (): " + m.begins(0) + " f()"
	case has("as value") && has("assignment"):
		return "= gives a value; == compares"
	case has("as value") && has(":="):
		return "the condition is missing: if x := f(); x > 0 {"
	case has("before {"), has("unexpected newline") && (has("clause") || has("expected {") || has("expected expression") && m.startsWith(token.IF, token.FOR, token.SWITCH)):
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
	case (first == "if" || first == "for") && strings.Contains(m.msg, "at end of statement") && !m.has("{"):
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
	case first == "type" && m.has("struct") && (m.word(0) == "," || m.word(0) == ":"):
		return "a field is its name and its type; fields stand on lines of their own or are separated by ;"
	case first == "func" && m.word(0) == "=":
		return "a parameter has no default value"
	case basic[first] && m.at == 1:
		return "the type stands behind the name: var " + second + " " + first
	case basic[second] && m.at == 1:
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
	case is("++", "--"):
		return "x++ and x-- are statements of their own"
	case is("and", "or", "not"):
		return "and is &&, or is ||, not is !"
	case at == "=" && before == "==", at == "=" && before == "!=":
		return "values are compared by == and !="
	case at == ">" && (before == "=" || before == "-"):
		return "a function is written func(x int) int { return x }"
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
	case at == "," && len(m.toks) > m.at && m.at >= 2 && m.word(-2) == "[":
		return "a list is []int{1, 2, 3}"
	case at == "," && m.at >= 2 && m.word(-2) == "(":
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
	if strings.Contains(m.msg, "at end of statement") && m.at > 1 && len(m.toks) > m.at && m.toks[m.at].tok == token.IDENT {
		return "statements on one line are separated by ;"
	}
	return ""
}

var keywords = []string{"func", "for", "if", "switch", "type", "var", "const", "import", "package", "range", "struct", "defer", "select", "interface", "break", "continue", "goto"}

var beginnings = map[string]string{
	"while": "Go's only loop is for: for cond { … }", "until": "Go's only loop is for: for !cond { … }", "loop": "for { … } loops until a break",
	"do": "Go's only loop is for: for { … if !cond { break } }", "foreach": "for _, x := range xs { … } visits every element", "repeat": "for range 10 { … } repeats",
	"def": "a function is written func f(x int) int { … }", "function": "a function is written func f(x int) int { … }", "fn": "a function is written func f(x int) int { … }",
	"fun": "a function is written func f(x int) int { … }", "void": "a function is written func f(x int) { … }", "public": "a function is written func f(x int) int { … }",
	"static": "a function is written func f(x int) int { … }", "private": "a function is written func f(x int) int { … }", "lambda": "a function is written func(x int) int { return x }",
	"class": "a class is a type with methods: type A struct { … } and func (a A) Name() { … }",
	"let":   "a variable is declared with :=, as in x := 3", "val": "a variable is declared with :=, as in x := 3", "auto": "a variable is declared with :=, as in x := 3",
	"from": `import "path/of/package", then package.Name`, "include": `import "path/of/package"`, "using": `import "path/of/package"`,
	"try": "Go has no exceptions: functions return an error", "throw": "Go has no exceptions: functions return an error", "raise": "Go has no exceptions: functions return an error", "except": "Go has no exceptions: functions return an error",
	"elif": "that is else if", "unless": "if !cond { … }", "print": "a call has parentheses: fmt.Println(…)", "printf": "a call has parentheses: fmt.Printf(…)", "enum": "const ( A = iota; B; C ) counts names",
	"async": "go f() runs f beside the cell", "await": "a channel or a sync.WaitGroup waits for goroutines", "delete": "delete(m, key) removes an entry of a map", "del": "delete(m, key) removes an entry of a map",
	"not": "and is &&, or is ||, not is !", "pass": "an empty block is {}",
}
