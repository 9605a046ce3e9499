package lower_test

import (
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/udl-go/lab/kernel/session/internal/lower"
)

const recursive = `package main
import ("fmt"; "math"; "strings")
func self(n int) int { return self(n - 1) }
func even(n int) bool { return n == 0 || odd(n-1) }
func odd(n int) bool { return n != 0 && even(n-1) }
func leaf(x float64) string { return strings.Repeat("a", int(math.Sqrt(x))) }
func calls() string { return leaf(2) }
func value(f func()) { f() }
func method(s fmt.Stringer) { s.String() }
func shown(x int) { fmt.Println(x) }
func later(n int) { defer later(n) }
func apart(n int) { go apart(n) }
func generic[T any](x T) { generic(x) }
type T struct{ next *T }
func (t *T) Len() int { return t.next.Len() + 1 }
func main() {
	self(1); even(2); calls(); value(nil); method(nil); shown(1); later(1); apart(1); generic("a"); (&T{}).Len()
}
`

// Functions of cycles ask for the stack, others do not pay.
func TestFunctionsThatAsk(t *testing.T) {
	code, _ := lowered(t, recursive, lower.Options{Positions: true})
	var names []string
	for _, m := range regexp.MustCompile(`rt__\.Deep\("(.*)"\)`).FindAllStringSubmatch(code.Funcs, -1) {
		names = append(names, m[1])
	}
	assert.ElementsMatch(t, []string{"self", "even", "odd", "value", "method", "shown", "later", "generic", "(*T).Len"}, names)
}
