package cell

// keywords are what a word at the beginning of a statement may be meant to be.
var keywords = []string{"func", "for", "if", "switch", "type", "var", "const", "import", "package", "range", "struct", "defer", "select", "interface", "break", "continue", "goto"}

// beginnings are words that statements of other languages begin with, and what Go
// has instead.
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
