package session

import (
	"fmt"
	"go/token"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/udl"
)

// A cell falls into its top-level pieces, each with its place.
func TestSplit(t *testing.T) {
	for code, want := range map[string][]string{
		"":                                             nil,
		"x := 1; y := 2":                               {"1:1 x := 1", "1:9 y := 2"},
		"x := 1\n\n  y := 2 // why":                    {"1:1 x := 1", "3:3 y := 2 // why"},
		"for i := 0; i < 3; i++ {\n}\nx":               {"1:1 for i := 0; i < 3; i++ {\n}", "3:1 x"},
		"if x := f(); x > 0 {\n} else {\n}":            {"1:1 if x := f(); x > 0 {\n} else {\n}"},
		"for i := []int{1}; len(i) > 0; {}":            {"1:1 for i := []int{1}; len(i) > 0; {}"},
		"if f := func() { a(); b() }; true {}\nx":      {"1:1 if f := func() { a(); b() }; true {}", "2:1 x"},
		"switch x := (T{1}); x {\ncase 1: a(); b()\n}": {"1:1 switch x := (T{1}); x {\ncase 1: a(); b()\n}"},
		"outer:\nfor i := 0; ; {\n}":                   {"1:1 outer:\nfor i := 0; ; {\n}"},
		"import \"a\"\nfunc (t T) m() {}\nvar (\n\tx = 1\n\ty = 2\n)": {"1:1 import \"a\"", "2:1 func (t T) m() {}", "3:1 var (\n\tx = 1\n\ty = 2\n)"},
		"a(\n1,\n2)\nb":        {"1:1 a(\n1,\n2)", "4:1 b"},
		"x.\nY()":              {"1:1 x.\nY()"},
		"s := `a;\nb`; t":      {"1:1 s := `a;\nb`", "2:5 t"},
		"/* a; b */ x // c; d": {"1:12 x // c; d"},
		"ä := 1; b":            {"1:1 ä := 1", "1:10 b"},
	} {
		chunks, errs := split(code)
		require.True(t, errs.empty(), "%q", code)
		var got []string
		for _, c := range chunks {
			got = append(got, fmt.Sprintf("%d:%d %s", c.line, c.col, strings.TrimRight(c.text, " \n")))
		}
		assert.Equal(t, want, got, code)
	}
}

// No text makes the splitter or the parser panic; what they return lies within
// the cell, and every error has a place in it.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{"x := 1", "for i := 0; i < 3; i++ {", "`", "import (\"a\"; b \"c\")", "func (t *T[K]) m() {}", "type (A int; B struct{ A })", "}{", "//line x:1\ny", "a\r\nb", "\xff", "defer func() {}()", "if x; {", "goto a\na:", "package main\nfunc main() {}"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, code string) {
		status, _ := IsComplete(code)
		fset := token.NewFileSet()
		pieces, errs := parse(fset, 1, code)
		if !errs.empty() {
			require.NotEqual(t, "complete", status)
			for _, e := range errs.list {
				require.GreaterOrEqual(t, e.line, 1)
				require.NotEmpty(t, e.msg)
			}
			_ = syntaxFailure(Cell{Code: code, Number: 1}, errs)
			return
		}
		require.Equal(t, "complete", status)
		n := newNames()
		_ = n.undefined(fset, pieces)
		if rest, err := n.declare(1, pieces); err == nil {
			order(rest)
		}
	})
}

func TestIsComplete(t *testing.T) {
	for code, want := range map[string]string{
		"": "complete", "x := 1": "complete", "for {\n}": "complete", "x := 1\n// done": "complete", "nosuch(": "incomplete",
		"for {": "incomplete", "func f() {\n\tif x {": "incomplete", "x :=": "incomplete", "1 +": "incomplete", "s := `abc": "incomplete",
		"/* abc": "incomplete", "if x": "incomplete", "a, b = ": "incomplete", "fmt.Println(1,": "incomplete",
		"}": "invalid", "x := )": "invalid", "s := \"abc": "invalid", "x y": "invalid", "for { ) }": "invalid", "import 3": "invalid",
	} {
		got, _ := IsComplete(code)
		assert.Equal(t, want, got, code)
	}
	_, indent := IsComplete("func f() {\n\tfor {")
	assert.Equal(t, "\t\t", indent)
}

// collector joins what a buffer passes on.
type collector struct{ texts []string }

func (c *collector) Stream(name, text string)         { c.texts = append(c.texts, name+" "+text) }
func (c *collector) Display(udl.Bundle, string, bool) { c.texts = append(c.texts, "display") }
func (c *collector) Result(udl.Bundle)                {}
func (c *collector) Clear(bool)                       {}

// Text is joined, never out of order, and no character is cut.
func TestBuffer(t *testing.T) {
	c := &collector{}
	b := &buffer{}
	b.write("stdout", []byte("lost: no cell has run"))
	b.flush()
	b.to(c)
	text := strings.Repeat("aä€😀", 40000)
	for i := 0; i < len(text); i += 7 {
		b.write("stdout", []byte(text[i:min(i+7, len(text))]))
	}
	b.write("stderr", []byte("e"))
	b.frame(func(o Output) { o.Display(nil, "", false) })
	b.write("stdout", []byte("\xff\xc3"))
	b.flush()
	b.write("stdout", []byte("\xa4"))
	b.frame(func(Output) {})
	got := ""
	for _, s := range c.texts {
		if rest, ok := strings.CutPrefix(s, "stdout "); ok && utf8.ValidString(text) && !strings.Contains(rest, "\xff") {
			require.True(t, utf8.ValidString(rest), "a character is cut")
			got += rest
		}
	}
	assert.Equal(t, text+"ä", got)
	assert.Equal(t, []string{"stderr e", "display", "stdout \xff", "stdout ä"}, c.texts[len(c.texts)-4:])
}
