package session_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// What the last expression shows, by hand from the Go specification.
func TestValues(t *testing.T) {
	for code, want := range map[string]string{
		`1 + 1`:         "result 2",
		`"a" + "b"`:     "result ab",
		`3.0`:           "result 3",
		`'a'`:           "result 97",
		`1 == 2`:        "result false",
		`[]int{1, 2}`:   "result [1 2]",
		`x := 5`:        "",
		"x := 5\nx * x": "result 25",
		"x := 5; x":     "result 5",
		"x := 5;":       "",
		"func f() (int, bool) { return 3, true }\nf()":         "result (3, true)",
		"func f() (int, error) { return 3, nil }\nf()":         "result 3",
		"func f() error { return nil }\nf()":                   "",
		"func f() {}\nf()":                                     "",
		"f := func() {}\nf()":                                  "",
		"import \"fmt\"\nfmt.Println(\"hi\")":                  "stdout hi",
		"import \"fmt\"\nfmt.Sprint(\"hi\")":                   "result hi",
		"import \"errors\"\nerrors.New(\"bad\")":               "result bad",
		"import \"math\"\nmath.Sqrt(2)":                        "result 1.4142135623730951",
		"func() { println(\"once\") }()":                       "stderr once",
		"func(n int) int { return n + 1 }(2)":                  "result 3",
		"for i := 0; i < 3; i++ {\n\tprint(i)\n}":              "stderr 012",
		"ch := make(chan int, 1)\nch <- 4\n<-ch":               "result 4",
		"var a, b = 1, \"x\"\nb":                               "result x",
		"const (\n\tA = iota\n\tB\n)\nB":                       "result 1",
		"type P struct{ X, Y int }\np := P{1, 2}\np.Y":         "result 2",
		"m := map[string]int{\"a\": 1}\nv, ok := m[\"a\"]\nok": "result true",
		"package main\nfunc main() { println(\"ran\") }":       "stderr ran",
		"func main() { println(\"ran\") }":                     "stderr ran",
		"func init() { println(\"init\") }\nprintln(\"then\")": "stderr init\nthen",
		"defer println(\"last\")\nprintln(\"first\")":          "stderr first\nlast",
		"":           "",
		"// nothing": "",
		"\n\n  \t\n": "",
		"; ;":        "",
		"import \"context\"\ncontext.Background() == context.TODO()":                                         "result false",
		"type T struct{ n int }\nfunc (t T) String() string { return \"T!\" }\nT{1}":                         "result T!",
		"outer:\nfor i := 0; ; i++ {\n\tfor {\n\t\tif i == 2 { break outer }\n\t\tcontinue outer\n\t}\n}\n7": "result 7",
	} {
		t.Run(code, func(t *testing.T) { assert.Equal(t, want, newBook(t).ok(code)) })
	}
}

// Declarations and statements mix freely: a statement may use a function below
// it, a function a variable above it, and functions each other.
func TestMixedCells(t *testing.T) {
	for code, want := range map[string]string{
		"y := double(21)\nfunc double(n int) int { return 2 * n }\ny":                                                                                                                     "result 42",
		"k := 3\nfunc scale(n int) int { return k * n }\nscale(2)":                                                                                                                        "result 6",
		"even(10)\nfunc even(n int) bool { return n == 0 || odd(n-1) }\nfunc odd(n int) bool { return n != 0 && even(n-1) }\neven(7)":                                                     "result false",
		"a := 2\nfunc f() int { return g() }\nb := 3\nfunc g() int { return a * b }\nf()":                                                                                                 "result 6",
		"const N = 3\ntype V [N]int\nvar v V\nlen(v)":                                                                                                                                     "result 3",
		"type Shape interface{ Area() float64 }\nvar s Shape = Sq{2}\ntype Sq struct{ a float64 }\nfunc (s Sq) Area() float64 { return s.a * s.a }\ns.Area()":                             "result 4",
		"import \"sync\"\nvar mu sync.Mutex\nmu.Lock()\nmu.Unlock()\n1":                                                                                                                   "result 1",
		"import (\n\t\"fmt\"\n\tstr \"strings\"\n)\nfmt.Println(str.ToUpper(\"a\"))":                                                                                                      "stdout A",
		"for i := []int{1, 2}; len(i) > 0; i = i[1:] {\n\tprint(i[0])\n}\nif x := 3; x > 2 {\n\tprint(x)\n} else {\n\tprint(0)\n}\nswitch x := any(1).(type) {\ncase int:\n\tprint(x)\n}": "stderr 1231",
		"if f := func() bool { a := 1; return a == 1 }; f() {\n\tprint(\"yes\")\n}":                                                                                                       "stderr yes",
		"select {\ndefault:\n\tprint(\"d\")\n}":                                                                                                                                           "stderr d",
		"for i := range 3 {\n\tprint(i)\n}":                                                                                                                                               "stderr 012",
		"n := 0\nouter:\nfor range 4 {\n\tfor i := range 5 {\n\t\tif i == 2 { continue outer }\n\t\tn++\n\t}\n}\nn":                                                                       "result 8",
		"x := []int{1, 2}\nfor i := range len(x) { x = append(x, i) }\nx":                                                                                                                 "result [1 2 0 1]",
		"func f() (s int) { for i := range 2 * 5 { s += i }; return }\nf()":                                                                                                               "result 45",
		"x := 1\n{\n\tx := 2\n\tprint(x)\n}\nx":                                                                                                                                           "stderr 2\nresult 1",
	} {
		t.Run(code, func(t *testing.T) { assert.Equal(t, want, newBook(t).ok(code)) })
	}
}

// What one cell defines, later cells see, and newer definitions win.
func TestCellsShareState(t *testing.T) {
	b := newBook(t)
	b.ok("import \"fmt\"")
	b.ok("x := 1\nfunc f(n int) int { return n + x }\ntype P struct{ N int }\nfunc (p P) Twice() int { return 2 * p.N }")
	assert.Equal(t, "stdout 3", b.ok("fmt.Println(f(2))"))
	b.ok("import \"fmt\"\nimport \"strings\"")
	assert.Equal(t, "result A", b.ok("strings.ToUpper(\"a\")"))
	b.ok("p := P{4}")
	assert.Equal(t, "result 8", b.ok("p.Twice()"))
	b.ok("x = 10")
	assert.Equal(t, "result 12", b.ok("f(2)"))
	b.ok("func f(n int) int { return -n }")
	assert.Equal(t, "result -2", b.ok("f(2)"))
	b.ok("x := \"text\"")
	assert.Equal(t, "result text", b.ok("x"))
	b.ok("func main() { print(\"m\") }")
	assert.Equal(t, "result 1", b.ok("1"), "main ran once")
	assert.Equal(t, "stderr m", b.ok("main()"))
	b.ok("func() { print(\"lit\") }()")
	assert.Equal(t, "result 1", b.ok("1"), "the literal ran once")
}

// A type that is declared again gets its new fields and methods; when nothing
// changed, old values still fit.
func TestTypesAreRedeclared(t *testing.T) {
	b := newBook(t)
	cell := "type A struct{ N int }\nfunc (a A) Get() int { return a.N }\nfunc use(a A) int { return a.Get() }"
	b.ok(cell)
	b.ok("a := A{1}")
	b.ok(cell)
	assert.Equal(t, "result 1", b.ok("use(a)"))
	b.ok("type A struct{ N int; S string }\nfunc (a A) Get() int { return 100 + a.N }\nfunc use(a A) int { return a.Get() }")
	assert.Equal(t, "result 105", b.ok("use(A{5, \"s\"})"))
	assert.Equal(t, "result 1", b.ok("a.Get()"), "an old value keeps its type")
	assert.Contains(t, b.fails("type A struct{ Z float64 }").Value, "use no longer compiles", "what depends on it is told")
	b.ok("type C struct{ N int }\ntype B struct{ C C }")
	b.ok("type C struct{ Z float64 }")
	assert.Equal(t, "result 2.5", b.ok("B{C{2.5}}.C.Z"), "B has the new C")
	b.ok("func (b B) M() int { return 1 }")
	b.ok("func (b B) M() int { return 1 }")
	b.ok("func (b B) M() int { return 2 }")
	assert.Equal(t, "result 2", b.ok("B{}.M()"))
	b.ok("type (\n\tNode struct{ Next *Node }\n\tTree struct{ Root *Node }\n)")
	b.ok("type (\n\tNode struct{ Next *Node; V int }\n\tTree struct{ Root *Node }\n)")
	assert.Equal(t, "result 7", b.ok("Tree{&Node{nil, 7}}.Root.V"))
	b.ok("import \"math/rand\"")
	b.ok("import \"math/rand/v2\"")
	assert.Equal(t, "result 0", b.ok("rand.IntN(1)"), "the package that was imported last")
}
