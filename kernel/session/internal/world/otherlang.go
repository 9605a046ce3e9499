package world

// otherLanguages are words that learners bring along, and what Go has instead.
var otherLanguages = map[string]string{
	"True": "it is spelled true", "False": "it is spelled false", "TRUE": "it is spelled true", "FALSE": "it is spelled false",
	"None": "Go's word is nil", "null": "Go's word is nil", "NULL": "Go's word is nil", "nullptr": "Go's word is nil", "Nil": "it is spelled nil",
	"String": "it is spelled string", "str": "the type is string; a text of any value is fmt.Sprint(x)",
	"float": "the types are float64 and float32", "double": "the type is float64", "number": "the types are int and float64",
	"boolean": "the type is bool", "Boolean": "the type is bool", "char": "the types are rune and byte", "integer": "the type is int", "Integer": "the type is int",
	"long": "the type is int64", "short": "the type is int16", "unsigned": "the type is uint",
	"list": "a list is a slice, as in []int{1, 2, 3}", "dict": `a dictionary is a map, as in map[string]int{"a": 1}`,
	"self": "the value of a method is its receiver, as in func (t T) Name()", "this": "the value of a method is its receiver, as in func (t T) Name()",
	"try": "Go has no exceptions: functions return an error", "throw": "Go has no exceptions: functions return an error", "raise": "Go has no exceptions: functions return an error",
	"printf": "that is fmt.Printf", "sprintf": "that is fmt.Sprintf", "puts": "that is fmt.Println", "echo": "that is fmt.Println",
	"console": "that is fmt.Println", "System": "that is fmt.Println", "cout": "that is fmt.Println",
	"abs": "that is math.Abs, for float64", "sqrt": "that is math.Sqrt", "pow": "that is math.Pow", "exp": "that is math.Exp", "pi": "that is math.Pi",
	"Math": `add: import "math"`, "sleep": "that is time.Sleep", "exit": "that is os.Exit", "quit": "that is os.Exit", "type_of": `fmt.Printf("%T", x) prints the type`,
	"typeof": `fmt.Printf("%T", x) prints the type`, "assert": `write if !ok { panic("…") }`, "while": "Go's only loop is for: for cond { … }",
	"sum": "Go has no sum; add the elements in a for loop", "undefined": "Go's word is nil", "elif": "that is else if", "not": "not is !, and is &&, or is ||",
	"input": "that is fmt.Scanln(&x)", "set": "a set is a map, as in map[string]bool{}", "tuple": "a function can return several values; others are fields of a struct",
	"Object": "any holds every value", "object": "any holds every value", "void": "a function without a result names none: func f() { … }",
	"xrange": "for i := range 10 counts from 0 to 9", "enumerate": "for i, x := range xs counts along",
}
