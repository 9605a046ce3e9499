package cell

import (
	"fmt"
	"go/ast"
	"go/token"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// pieces renders a cell's items with their places, as read off the nodes.
func pieces(fset *token.FileSet, c *Cell) (out []string) {
	at := func(kind string, n ast.Node) {
		p, e := fset.Position(n.Pos()), fset.Position(n.End())
		out = append(out, fmt.Sprintf("%s %d:%d %s", kind, p.Line, p.Column, strings.TrimRight(c.Text[p.Offset:min(e.Offset, len(c.Text))], " \n")))
	}
	for _, s := range c.Imports {
		at("import", s)
	}
	for _, it := range c.Items {
		if it.Decl != nil {
			at("decl", it.Decl)
		}
		for _, s := range it.Stmts {
			at("stmt", s)
		}
	}
	return out
}

// A cell falls into its top-level pieces, and every node knows its place.
func TestParse(t *testing.T) {
	for code, want := range map[string][]string{
		"":                               nil,
		"// only this":                   nil,
		"x := 1; y := 2":                 {"stmt 1:1 x := 1", "stmt 1:9 y := 2"},
		"x := 1\n\n  y := 2 // why":      {"stmt 1:1 x := 1", "stmt 3:3 y := 2"},
		"for i := 0; i < 3; i++ {\n}\nx": {"stmt 1:1 for i := 0; i < 3; i++ {\n}", "stmt 3:1 x"},
		"if x := f(); x > 0 {\n} else if y := g(); y {\n} else {\n}":  {"stmt 1:1 if x := f(); x > 0 {\n} else if y := g(); y {\n} else {\n}"},
		"for i := []int{1}; len(i) > 0; {}":                           {"stmt 1:1 for i := []int{1}; len(i) > 0; {}"},
		"if f := func() { a(); b() }; true {}\nx":                     {"stmt 1:1 if f := func() { a(); b() }; true {}", "stmt 2:1 x"},
		"switch x := (T{1}); x {\ncase 1: a(); b()\n}":                {"stmt 1:1 switch x := (T{1}); x {\ncase 1: a(); b()\n}"},
		"outer:\nfor i := 0; ; {\n}":                                  {"stmt 1:1 outer:\nfor i := 0; ; {\n}"},
		"package main; x\nimport (\"a\"; b \"c\")\nfunc (t T) m() {}": {"import 2:9 \"a\"", "import 2:14 b \"c\"", "stmt 1:15 x", "decl 3:1 func (t T) m() {}"},
		"type (A int; B = A)\nconst (\n c = iota\n d\n)":              {"decl 1:1 type (A int", "decl 1:1 type (A int; B = A", "decl 2:1 const (\n c = iota\n d\n)"},
		"func() { x() }()\nfunc f() int { return 1 }":                 {"stmt 1:1 func() { x() }()", "decl 2:1 func f() int { return 1 }"},
		"a(\n1,\n2)\nb":                     {"stmt 1:1 a(\n1,\n2)", "stmt 4:1 b"},
		"x.\nY()":                           {"stmt 1:1 x.\nY()"},
		"s := `a;\nb`; t":                   {"stmt 1:1 s := `a;\nb`", "stmt 2:5 t"},
		"/* a; b */ x // c; d":              {"stmt 1:12 x"},
		"ä := 1; b":                         {"stmt 1:1 ä := 1", "stmt 1:10 b"},
		"//line q.go:9:9\nx":                {"stmt 2:1 x"},
		"%time\n%%bash -c\n// c\n!ls -l\nx": {"stmt 5:1 x"},
	} {
		fset := token.NewFileSet()
		c, err := Parse(fset, 3, code)
		require.NoError(t, err, code)
		assert.Equal(t, want, pieces(fset, c), code)
		assert.Equal(t, "In[3]", c.File.Name())
	}
}

func TestDirectives(t *testing.T) {
	list, rest := Directives("%time -n 3\n\n%%bash x y\r\n! ls -l\nx := 1\n%late")
	assert.Equal(t, []Directive{
		{Line: 1, Text: "%time -n 3", Name: "time", Args: "-n 3", Code: "      -n 3\n\n           \n       \n      \n     "},
		{Line: 3, Text: "%%bash x y", Name: "bash", Args: "x y", Whole: true},
		{Line: 4, Text: "! ls -l", Args: "ls -l", Shell: true},
	}, list)
	assert.Equal(t, "          \n\n          \r\n       \nx := 1\n%late", rest)
}

// A syntax error is told in the compiler's words, with its place in the cell.
func TestSyntaxErrors(t *testing.T) {
	for code, want := range map[string]string{
		"x := ":            "In[7]:1:5: syntax error: unexpected newline, expected expression",
		"y := 1\nx := )":   "In[7]:2:6: syntax error: unexpected )\nthere is no ( that it closes",
		"f(1,\n g(2":       "In[7]:2:5: syntax error: unexpected EOF, expected )\nthe ( at 2:3 is never closed",
		"a := 'ab'":        "In[7]:1:6: syntax error: more than one character in rune literal\na text stands in double quotes: \"ab\"",
		"y := 1\nx y":      "In[7]:2:3: syntax error: unexpected name y at end of statement",
		"x := 1\nreturn x": "In[7]:2:1: syntax error: return outside a function\na cell is no function; its last expression is what it shows",
		"func f( int { }":  "In[7]:1:16: syntax error: unexpected EOF, expected )\nthe ( at 1:7 is never closed",
		"import 3":         "In[7]:1:8: syntax error: missing import path; require quoted string\nthe path stands in quotes",
	} {
		fset := token.NewFileSet()
		_, err := Parse(fset, 7, code)
		var errs Errors
		require.ErrorAs(t, err, &errs, code)
		assert.True(t, errs.Syntax())
		assert.Equal(t, want, errs[0].Error(), code)
	}
}

func TestComplete(t *testing.T) {
	for code, want := range map[string]string{
		"": "complete", "x := 1": "complete", "for {\n}": "complete", "x := 1\n// done": "complete", "nosuch(": "incomplete",
		"for {": "incomplete", "func f() {\n\tif x {": "incomplete", "x :=": "incomplete", "1 +": "incomplete", "s := `abc": "incomplete",
		"/* abc": "incomplete", "if x": "incomplete", "a, b = ": "incomplete", "fmt.Println(1,": "incomplete", "%time": "complete",
		"}": "invalid", "x := )": "invalid", "s := \"abc": "invalid", "x y": "invalid", "for { ) }": "invalid", "import 3": "invalid",
	} {
		got, _ := Complete(code)
		assert.Equal(t, want, got, code)
	}
	_, indent := Complete("func f() {\n\tif x {")
	assert.Equal(t, "\t\t", indent)
}

// No text makes the splitter or the parser panic, and every error and every
// node lies within the cell.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{"x := 1", "for i := 0; i < 3; i++ {", "`", "import (\"a\"; b \"c\")", "func (t *T[K]) m() {}", "type (A int; B struct{ A })", "}{", "//line x:1\ny", "a\r\nb", "\xff", "defer func() {}()", "if x; {", "goto a\na:", "package main\nfunc main() {}", "%\n!\n%%"} {
		f.Add(seed)
	}
	if text, err := os.ReadFile("testdata/words.golden"); err == nil {
		for _, e := range strings.Split(string(text), "\n===\n") {
			code, _, _ := strings.Cut(e, "\n>>>\n")
			f.Add(code)
		}
	}
	f.Fuzz(func(t *testing.T, code string) {
		status, _ := Complete(code)
		fset := token.NewFileSet()
		c, err := Parse(fset, 1, code)
		if err != nil {
			require.NotEqual(t, "complete", status)
			for _, e := range err.(Errors) { //nolint:errorlint // Parse returns exactly this
				require.GreaterOrEqual(t, e.Pos.Line, 1)
				require.NotEmpty(t, e.Msg)
			}
			return
		}
		require.Equal(t, "complete", status)
		for _, it := range c.Items {
			for _, s := range it.Stmts {
				require.Same(t, c.File, fset.File(s.Pos()))
			}
			if it.Decl != nil {
				require.Same(t, c.File, fset.File(it.Decl.Pos()))
			}
		}
	})
}
