package world

import (
	"fmt"
	"go/ast"
	"go/token"
	"regexp"
	"strconv"
	"strings"
	"unicode"
)

var numeric = regexp.MustCompile(`^(u?int(8|16|32|64)?|float(32|64)|byte|rune|complex(64|128))$`)

var arrayOf = regexp.MustCompile(`^\[\d+\]`)

// numberMistakes are numbers and texts of two types that meet.
var numberMistakes = []mistake{
	ask(`^cannot use (.+?) \((?:.* )?of (?:\S+ )?type (\S+)\) as (\S+) value in`, (*Unit).converted),
	ask(`^invalid operation: (.+) \(mismatched types (untyped )?(\S+) and (untyped )?(\S+)\)`, (*Unit).mismatched),
	ask(`^cannot use (.+) \(untyped (string|rune) constant.*\) as (\S+) value`, (*Unit).quotes),
	ask(`^cannot convert (.+?) \(.*\) to type (\S+)$`, (*Unit).conversion),
	ask(`as (u?int(?:8|16|32|64)?|byte|rune) value in .*\(overflows\)|as (u?int(?:8|16|32|64)?|byte) value \(overflows\)`, func(_ *Unit, _ token.Pos, m []string) string {
		return reach(m[1] + m[2])
	}),
	ask(`^(.*) \(untyped float constant\) truncated to (\S+)`, (*Unit).truncated),
	say(`^cannot use .* \(untyped float constant.*\) as (\S+) value in .*\(truncated\)`, "$1 has no fraction; float64 has"),
	say(`operator % not defined on .*float`, "the remainder of float64 is math.Mod(x, y)"),
	say(`operator \+ not defined on .* of type \[\]`, "slices are joined by append(a, b...)"),
	ask(`^invalid operation: cannot indirect (.+) \(`, (*Unit).power),
	say(`^invalid operation: cannot indirect (\S+) \(variable of type \w+\)`, "only a pointer points to something: p := &$1; *p"),
	say(`^invalid operation: operator ! not defined on (\S+) \(.*of type u?int`, "$1 == 0 asks for zero"),
}

// converted proposes a conversion between numbers, or between byte, rune and
// string.
func (u *Unit) converted(at token.Pos, m []string) string {
	if strings.Contains(m[1], "…") {
		m[1] = u.source(at, m[1])
	}
	if id, ok := find[*ast.Ident](u, at); ok {
		if h := u.indexed(at, m[2], m[3], id); h != "" {
			return h
		}
	}
	switch {
	case numeric.MatchString(m[2]) && (numeric.MatchString(m[3]) || m[3] == "time.Duration"):
		return "convert it: " + m[3] + "(" + m[1] + ")"
	case m[2] == "time.Duration" && numeric.MatchString(m[3]):
		return "convert it: " + m[3] + "(" + m[1] + ")"
	case m[3] == "string" && (m[2] == "[]byte" || m[2] == "[]rune" || m[2] == "byte" || m[2] == "rune"):
		return "convert it: string(" + m[1] + ")"
	case m[2] == "string" && (m[3] == "[]byte" || m[3] == "[]rune"):
		return "convert it: " + m[3] + "(" + m[1] + ")"
	case m[3] == "string" && numeric.MatchString(m[2]):
		return "a number as text is fmt.Sprint(" + m[1] + ")"
	case m[2] == "string" && m[3] == "int":
		return "a text is read as a number by strconv.Atoi(" + m[1] + ")"
	case m[2] == "string" && m[3] == "float64":
		return "a text is read as a number by strconv.ParseFloat(" + m[1] + ", 64)"
	case m[3] == "*"+m[2] && token.IsIdentifier(m[1]), m[3] == "*"+m[2] && strings.HasSuffix(m[1], "}"):
		return "its address is &" + m[1]
	case m[2] == "*"+m[3] && strings.HasPrefix(m[1], "&"):
		return "the value itself is " + m[1][1:]
	case m[2] == "*"+m[3]:
		return "what it points to is *" + m[1]
	case arrayOf.MatchString(m[2]) && m[3] == m[2][:1]+m[2][strings.IndexByte(m[2], ']'):]:
		return "the slice of its elements is " + m[1] + "[:]"
	case m[2] == "[]"+m[3]:
		return "its elements are passed by " + m[1] + "..."
	}
	return ""
}

// meeting explains two types that meet in an operation.
func meeting(op token.Token, a, b string, aTyped, bTyped bool) string {
	switch {
	case aTyped && bTyped && numeric.MatchString(a) && numeric.MatchString(b):
		return "convert one side, as in " + wider(a, b) + "(x)"
	case numeric.MatchString(a) && b == "time.Duration" || a == "time.Duration" && numeric.MatchString(b):
		return "convert the number: time.Duration(n)"
	case aTyped && (a == "byte" || a == "rune") && b == "string":
		return "a character stands in single quotes, as in 'a'"
	case a == "string" && b == "byte" || a == "string" && b == "rune" || a == "rune" && b == "string":
		return `a text stands in double quotes, as in "a"; of a character it is string(c)`
	case (a == "string" && isNumeric(b) || isNumeric(a) && b == "string") && (isComparison(op) || op == token.ADD || op == token.ADD_ASSIGN):
		return "a number as text is fmt.Sprint(n)"
	case b == "nil" && isNumeric(a) || b == "nil" && a == "string" || b == "nil" && a == "bool":
		return fmt.Sprintf("only pointers, slices, maps, functions, channels and interfaces can be nil; the zero %s is %s", a, zeroText(a))
	case a == "any" || a == "interface{}":
		return "take the value out of the " + a + " first, as in x.(" + b + ")"
	case b == "any" || b == "interface{}":
		return "take the value out of the " + b + " first, as in x.(" + a + ")"
	}
	return ""
}

func zeroText(basic string) string {
	switch basic {
	case "string":
		return `""`
	case "bool":
		return "false"
	}
	return "0"
}

// wider returns the type that two numbers are better converted to.
func wider(a, b string) string {
	if strings.HasPrefix(b, "float") && !strings.HasPrefix(a, "float") {
		return b
	}
	return a
}

// quotes explains texts and characters that are taken for each other.
func (u *Unit) quotes(_ token.Pos, m []string) string {
	text := strings.Trim(m[1], "\"'`")
	switch {
	case m[2] == "rune" && m[3] == "string":
		return `a text stands in double quotes: "` + text + `"`
	case m[2] == "string" && (m[3] == "byte" || m[3] == "rune"):
		return "a character stands in single quotes, as in 'a'"
	case m[2] == "string" && numeric.MatchString(m[3]) && isNumber(text):
		return "a number stands without quotes"
	}
	return ""
}

// isNumber reports whether a text is one that Go writes without quotes.
func isNumber(text string) bool {
	_, err := strconv.ParseFloat(text, 64)
	return err == nil && strings.IndexFunc(text, unicode.IsDigit) >= 0
}

// conversion explains T(x) between texts and numbers.
func (u *Unit) conversion(at token.Pos, m []string) string {
	call, ok := find[*ast.CallExpr](u, at)
	switch {
	case !ok || len(call.Args) != 1 || call.Args[0].Pos() != at:
		return "" // not by T(x)
	case m[2] == "string":
		return "a number as text is fmt.Sprint(" + m[1] + ")"
	case m[2] == "float64" || m[2] == "float32":
		return "a text is read as a number by strconv.ParseFloat(" + m[1] + ", 64)"
	case m[2] == "bool":
		return "a bool comes from a comparison, as in x != 0"
	case numeric.MatchString(m[2]):
		return "a text is read as a number by strconv.Atoi(" + m[1] + ")"
	}
	return ""
}

// reach says what an integer type can hold.
func reach(name string) string {
	sizes := map[string][2]string{
		"int8": {"-128", "127"}, "int16": {"-32768", "32767"}, "int32": {"-2147483648", "2147483647"}, "rune": {"-2147483648", "2147483647"},
		"int64": {"-9223372036854775808", "9223372036854775807"}, "int": {"-9223372036854775808", "9223372036854775807"},
		"uint8": {"0", "255"}, "byte": {"0", "255"}, "uint16": {"0", "65535"}, "uint32": {"0", "4294967295"},
		"uint64": {"0", "18446744073709551615"}, "uint": {"0", "18446744073709551615"},
	}
	s, ok := sizes[name]
	if !ok {
		return ""
	}
	return fmt.Sprintf("%s holds %s to %s", name, s[0], s[1])
}

// truncated explains a fraction that meets an integer.
func (u *Unit) truncated(at token.Pos, m []string) string {
	if b, ok := find[*ast.BinaryExpr](u, at); ok && u.now != nil {
		for _, x := range []ast.Expr{b.X, b.Y} {
			t := u.now.Info.TypeOf(x)
			if t == nil || x.Pos() == at {
				continue
			}
			switch text := nodeText(u.cell, x); {
			case t.String() == "time.Duration":
				return "a duration counts whole nanoseconds, as in 500 * time.Millisecond"
			case numeric.MatchString(t.String()):
				return "convert the other side: float64(" + text + ")"
			}
		}
	}
	return m[2] + " has no fraction; float64 has"
}

// power explains a ** b.
func (u *Unit) power(at token.Pos, _ []string) string {
	if b, ok := find[*ast.BinaryExpr](u, at); ok && b.Op == token.MUL && b.OpPos+1 == b.Y.Pos() {
		if s, ok := b.Y.(*ast.StarExpr); ok {
			return "a power is math.Pow(" + nodeText(u.cell, b.X) + ", " + nodeText(u.cell, s.X) + ")"
		}
	}
	return ""
}

// typeMistakes are types that do not fit.
var typeMistakes = []mistake{
	ask(`^cannot call pointer method (\S+) on (\S+)$`, (*Unit).pointerMethod),
	ask(`^cannot use (.+?) \(.*\(method (\S+) has pointer receiver\)$`, func(_ *Unit, _ token.Pos, m []string) string {
		return "the pointer has the method: &" + m[1]
	}),
	ask(`^cannot use (\S+) \(variable of .*type (any|interface\{\})\) as (\S+) value in .*: need type assertion$`, func(_ *Unit, _ token.Pos, m []string) string {
		return fmt.Sprintf("%s.(%s) takes the %s out; v, ok := %s.(%s) asks first", m[1], m[3], m[3], m[1], m[3])
	}),
	say(`^invalid operation: .* \(variable of type (\S+)\) is not an interface`, "only what is in an interface needs an assertion; convert with T(x)"),
	say(`^invalid array length (\S+)|^array length (\S+) \(.*\) must be constant`, "the length of an array is a constant; make([]T, n) makes a slice of any length"),
	say(`^invalid append: argument must be a slice; have (\S+) \(variable of type \[\d+\]`, "an array keeps its length; append([]T{}, $1[:]...) copies it into a slice"),
	ask(`^(\S+) \(type\) is not an expression`, func(u *Unit, at token.Pos, m []string) string {
		if l, ok := find[*ast.LabeledStmt](u, at); ok && u.typedLabel(l) != "" {
			return "" // the label is told about
		}
		if numeric.MatchString(m[1]) || m[1] == "string" || m[1] == "bool" {
			return "a value of the type is " + m[1] + "(x)"
		}
		return "a value of the type is " + m[1] + "{…}"
	}),
	say(`^cannot use generic type (\S+)\[(\S+) (.*)\] without instantiation`, "say the type in brackets, as in $1[int]"),
	say(`^cannot use generic function (\S+) without instantiation`, "say the type in brackets, as in $1[int]"),
	say(`^in call to (\S+), cannot infer (\S+)`, "say the type in brackets, as in $1[int](…)"),
	say(`^undefined array length (\S+) or missing type constraint`, "a type parameter has a constraint, as in [$1 any]"),
	say(`\(type parameter (\S+) cannot use operator [<>]`, `the constraint that allows it is cmp.Ordered: [$1 cmp.Ordered], with import "cmp"`),
	say(`\(type parameter (\S+) cannot use operator [-+*/]`, "name the types that have it: [$1 ~int | ~float64]"),
	say(`\(incomparable types in type set\)`, "the constraint that allows it is comparable"),
	ask(`^too few values in struct literal of type (\S+)$`, (*Unit).fewValues),
	say(`^mixture of field:value and value elements in struct literal`, "give all field names or none"),
	ask(`^too many arguments in conversion to (\S+)$`, func(_ *Unit, _ token.Pos, m []string) string { return "a value of the type is " + m[1] + "{…}" }),
	say(`(slice|map) can only be compared to nil`, "$1s.Equal(a, b) compares the elements"),
	ask(`^invalid recursive type`, (*Unit).recursive),
	say(`^field and method with the same name (\S+)`, "name one of them otherwise"),
}

// pointerMethod explains a method that needs an address.
func (u *Unit) pointerMethod(at token.Pos, m []string) string {
	s, ok := find[*ast.SelectorExpr](u, at)
	if !ok {
		return ""
	}
	x := nodeText(u.cell, s.X)
	if i, ok := s.X.(*ast.IndexExpr); ok {
		return fmt.Sprintf("%s changes its value and an element of a map cannot be changed in place: v := %s; v.%s(); %s = v; or keep *%s in %s", m[1], x, m[1], x, m[2], nodeText(u.cell, i.X))
	}
	return fmt.Sprintf("%s changes its value, which must be a variable: v := %s; v.%s()", m[1], x, m[1])
}

// recursive explains a struct or an array that would hold itself.
func (u *Unit) recursive(at token.Pos, _ []string) string {
	if t, ok := find[*ast.TypeSpec](u, at); ok {
		switch t.Type.(type) {
		case *ast.StructType, *ast.ArrayType:
			return "a value cannot hold itself; a pointer can"
		}
	}
	return ""
}

// fewValues shows how the fields are named.
func (u *Unit) fewValues(at token.Pos, m []string) string {
	if lit, ok := find[*ast.CompositeLit](u, at); ok && u.now != nil {
		if s := structOf(u.literal(lit)); s != nil && s.NumFields() > 0 && len(lit.Elts) > 0 {
			return fmt.Sprintf("fields that are left out need names for the others: %s{%s: %s}", m[1], s.Field(0).Name(), nodeText(u.cell, lit.Elts[0]))
		}
	}
	return ""
}
