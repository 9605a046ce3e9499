package world

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

// A refused cell is told in the compiler's words, at its place, and with a
// second line where the mistake is a common one.
func TestErrors(t *testing.T) {
	for _, c := range []struct{ before, code, want string }{
		{"", `x := strings.ToUpper("a")`, "In[2]:1:6: undefined: strings\nadd: import \"strings\""},
		{"", `mat.NewDense(1, 1, nil)`, "In[2]:1:1: undefined: mat\nadd: import \"gonum.org/v1/gonum/mat\""},
		{"", `rand.IntN(1)`, "In[2]:1:1: undefined: rand\nadd: import \"math/rand\""},
		{`import "strings"`, `strings.toUpper("a")`, "In[2]:1:9: undefined: strings.toUpper (but have ToUpper)\nnames of a package begin with a capital: strings.ToUpper"},
		{`import "strings"`, `strings.TOUPPER("a")`, "In[2]:1:9: undefined: strings.TOUPPER (but have ToUpper)\nit is spelled strings.ToUpper"},
		{`import "strconv"`, "\n x := strconv.Atoi(`1`)", "In[2]:2:7: assignment mismatch: 1 variable but strconv.Atoi returns 2 values\nthe second value is an error, to be taken as err, or _ to ignore it: v, err := strconv.Atoi(`1`)"},
		{"", "y = 3", "In[2]:1:1: undefined: y\na new variable is declared with :=, as in y := …"},
		{"", "x := 1\nx := 2", "In[2]:2:3: no new variables on left side of :=\na variable that exists takes a new value with ="},
		{"", "func f() int { }", "In[2]:1:16: missing return\nevery way through the function must end with a return"},
		{"a, b := 1, 2.5", "a + b", "In[2]:1:1: invalid operation: a + b (mismatched types int and float64)\nconvert one side, as in float64(x)"},
		{"a, b := 1, 2.5", "b = a", "In[2]:1:5: cannot use a (variable of type int) as float64 value in assignment\nconvert it: float64(a)"},
		{"x := 1", "x + 1; x", "In[2]:1:1: x + 1 (value of type int) is not used"},
		{"", "a, b, c := 1, 2", "In[2]:1:1: assignment mismatch: 3 variables but 2 values"},
		{"", "x := nil", "In[2]:1:6: use of untyped nil in assignment"},
		{"", "func f() {}\nx := f()", "In[2]:2:6: f() (no value) used as value"},
		{"", "func f() {}\nf(f())", "In[2]:2:3: f() (no value) used as value"},
		{"", "var q int = \"s\"", "In[2]:1:13: cannot use \"s\" (untyped string constant) as int value in variable declaration"},
		{"", "1 << 100", "In[2]:1:1: cannot use 1 << 100 (untyped int constant 1267650600228229401496703205376) as int value (overflows)"},
		{"type T struct{ a int }", "T{1, 2}", "In[2]:1:6: too many values in struct literal of type T"},
		{"type T struct{ a int }", "T{`x`}", "In[2]:1:3: cannot use `x` (untyped string constant \"x\") as int value in struct literal"},
		{"type T struct{ a int }", "func (t T) a() {}", "In[2]:1:12: field and method with the same name a"},
		{"type T struct{ a int }", "T", "In[2]:1:1: T (type) is not an expression"},
		{"", "f()\nf := func() {}", "In[2]:1:1: undefined: f\nf is declared below, at In[2]:2:1"},
		{"", "import \"net/http\"", "In[2]:1:8: package net/http is not offered\nnet/http is there natively, not here\na cell is interpreted and can import what is compiled into the kernel:"},
		{"", "import \"example.com/x\"", "In[2]:1:8: package example.com/x is not offered\na cell is interpreted and can import what is compiled into the kernel:"},
	} {
		n := newNotebook(t)
		n.run(c.before)
		assert.Contains(t, n.refuse(c.code).Error(), c.want, c.code)
	}
}

// Labels, cycles and names that are declared twice or not at all.
func TestErrorsOfNames(t *testing.T) {
	for _, c := range []struct{ before, code, want string }{
		{"", "for {\n break x\n}", "In[2]:2:8: break label not defined: x"},
		{"", "for {\n continue x\n}", "In[2]:2:11: continue label not defined: x"},
		{"", "L:\nprintln()\nfor {\n break L\n}", "In[2]:4:8: invalid break label L"},
		{"", "func f() {\nL:\n println()\n for { break L }\n}", "In[2]:4:14: invalid break label L"},
		{"", "func f() {\n for { break L }\nL:\n println()\n}", "In[2]:2:14: break label not defined: L"},
		{"", "L:\n{ continue L }", "In[2]:2:12: invalid continue label L"},
		{"", "func f()", "In[2]:1:6: missing function body"},
		{"", "func init()", "In[2]:1:6: missing function body"},
		{"", "var y struct{ d [len(y.d)]int }", "refers to itself"},
		{"", "const c = c", "In[2]:1:7: initialization cycle: c refers to itself"},
		{"", "var a = b\nvar b = a", "initialization cycle for a"},
		{"", "var f = func() int { return g() }\nfunc g() int { return f() }", "In[2]:1:5: initialization cycle for f\n\tIn[2]:1:5: f refers to g\n\tIn[2]:2:6: g refers to f\n"},
		{"", "fib := func(n int) int { return fib(n - 1) }", "In[2]:1:1: initialization cycle"},
		{"", "goto L\nx := 3\nL:\nprintln(x)", "In[2]:1:6: goto L jumps over variable declaration at line 2"},
		{"", "if true { goto L }\nvar x int\nL:", "In[2]:1:16: goto L jumps over variable declaration at line 2"},
		{"", "L:\nfor { func() { break L }() }", "In[2]:2:22: break label not defined: L"},
		{"", "a, b, a := 1, 2, 3", "In[2]:1:7: a repeated on left side of :="},
		{"", "var n int = \"main.go\"", "In[2]:1:13: cannot use \"main.go\" (untyped string constant) as int value in variable declaration"},
		{"", "n := 1 + \"a__old\"", "(mismatched types untyped int and untyped string)"},
		{"", "x := \"a__old\" + 1", "In[2]:1:6: invalid operation: \"a__old\" + 1 ("},
		{"type T int", "const c = \"main.x \\\" main.y\"\nvar t T = c", "cannot use c (untyped string constant \"main.x \\\" main.y\") as T value"},
		{"type T int", "var t T = `main.x`", "cannot use `main.x` (untyped string constant \"main.x\") as T value"},
		{"type T int", "const c = \"main.x" + strings.Repeat("a", 80) + "\"\nvar t T = c", "...) as T value"},
		{"", "x := \"in variable declaration\" + 1", "\"in variable declaration\" + 1"},
		{"", "func init(x int) {}", "In[2]:1:6: func init must have no arguments and no return values"},
		{"", "main := 3", "In[2]:1:1: cannot declare main - must be func"},
		{"", "cell__ := 3", "In[2]:1:1: the name cell__ is reserved"},
		{"", "func f(x__old int) {}", "In[2]:1:8: the name x__old is reserved"},
		{"", "import (\n\t\"fmt\"\n\t\"fmt\"\n)", "In[2]:3:2: fmt redeclared in this block"},
		{"", "import a \"fmt\"\nimport a \"sort\"", "In[2]:2:8: a redeclared in this block"},
		{"", "//go:embed a.txt\nvar s string", "In[2]:1:1: //go:embed only allowed in Go files that import \"embed\""},
		{"", "break", "In[2]:1:1: break is not in a loop, switch, or select"},
		{"", "type T struct{ T }", "In[2]:1:6: invalid recursive type: T refers to itself"},
		{"", "func f() {}\nvar f int", "In[2]:2:5: f redeclared in this block\n\tIn[2]:1:6: other declaration of f"},
		{"", "import \"sort\"\nvar sort int", "In[2]:1:8: sort redeclared in this block"},
		{"", "x, y[0] := 1, 2", "In[2]:1:4: non-name y[0] on left side of :="},
		{"", "var a, b int = 1", "assignment mismatch: 2 variables but 1 value"},
		{"func f(int) {}", "f(1, 2)", "In[2]:1:6: too many arguments in call to f"},
		{"", "defer recover\n", "syntax error: expression in defer must be function call"},
	} {
		n := newNotebook(t)
		n.run(c.before)
		assert.Contains(t, n.refuse(c.code).Error(), c.want, c.code)
	}
}

// The offer is short: packages of one tree stand together.
func TestOffer(t *testing.T) {
	n := newNotebook(t)
	hint := n.refuse(`import "os/exec"`)[0].Hint
	assert.Equal(t, strings.Join([]string{
		"a cell is interpreted and can import what is compiled into the kernel:",
		"cmp errors fmt sort strconv strings sync",
		"gonum.org/v1/gonum/{mat,stat}",
		"math/{.,rand,rand/v2}",
	}, "\n"), hint)
}

// A notebook allows what a program does not.
func TestAllowed(t *testing.T) {
	for _, text := range []string{
		"import \"os\"\nimport _ \"fmt\"",
		"func f() { x := 3 }\nfunc g() { y, z := 1, 2; _ = z }",
		"{ x := 1 }",
		"var y any = 1\nn := 0\nswitch x := y.(type) { case int: n++ }",
		"func f(y any) { switch x := y.(type) { } }",
		"_, _ = 1, 2\na, _, _ := 1, 2, 3",
		"L: for { break L }",
		"L:\nfor { break L }",
		"f := func() int { return x }\nx := 1",
		"package foo\nfunc main() {}\nfunc init() {}\nfunc init() {}",
		"var _ error = nil\nvar _ = 3\n_ = 3\n_, a := 1, 2",
		"//go:noinline\nfunc f() {}\n//go:embedded\nf()",
		"x__ := 1\n__y := x__",
		"func _() {}\nfunc _() {}\ntype _ int\nconst _ = 1",
		"i := 0\nL: i++\nif i < 5 { goto L }\nx := 3\nx++",
	} {
		n := newNotebook(t)
		n.w.catalog = append(offered, "os")
		n.run(text)
	}
}
