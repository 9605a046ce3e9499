package session_test

import (
	"context"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/udl-go/lab/kernel/session"
)

// Expressions are evaluated after their cell, each for itself, and leave no trace.
func TestExpressions(t *testing.T) {
	b := newBook(t)
	ask := func(code string, asked map[string]string) string {
		var r recorder
		b.n++
		f := b.s.Execute(context.Background(), session.Cell{Code: code, Number: b.n, Expressions: asked}, &r)
		if f != nil {
			r.add("failure", f.Value)
		}
		return strings.Join(r.all(), "|")
	}
	assert.Equal(t, "result 3|answer a = 4|answer b = [1 2]", ask("import \"fmt\"\nx := 3\nx", map[string]string{"a": "x + 1", "b": "[]int{1, 2}"}))
	got := ask("", map[string]string{"bad": "nosuch", "good": "x", "stmt": "y := 1", "crash": "[]int{}[x]"})
	assert.Contains(t, got, "answer bad fails: In[0]:1:1: undefined: nosuch")
	assert.Contains(t, got, "answer crash fails: runtime error: index out of range [3] with length 0")
	assert.Contains(t, got, "answer good = 3")
	assert.Contains(t, got, "answer stmt fails: not an expression: y := 1")
	assert.Equal(t, "stdout hi\n|answer p = ", ask("", map[string]string{"p": `fmt.Println("hi")`}))
	assert.Equal(t, "failure no", ask(`panic("no")`, map[string]string{"a": "x"}))
	assert.Equal(t, "result 3", b.ok("x"))
	assert.Contains(t, b.fails("func f() { panic(1) }\nf()").Traceback[1], "func f() { panic(1) }", "texts of cells are kept")
}

// ?NAME and NAME? are documentation for the pager.
func TestQuestion(t *testing.T) {
	b := newBook(t)
	b.ok("// norm is long\nfunc norm() float64 { return 1 }")
	for _, code := range []string{"?strings.ToUpper", "strings.ToUpper?", "? strings.ToUpper", "  strings.ToUpper?\n"} {
		assert.True(t, strings.HasPrefix(b.ok(code), "page func strings.ToUpper(s string) string"), code)
	}
	assert.Equal(t, "page func norm() float64\n\nnorm is long\nresult 1", b.ok("norm?\nnorm()"))
	assert.Contains(t, b.fails("?").Value, "? needs a name, as in ?strings.Split")
	assert.Contains(t, b.fails("?nosuch").Value, "nothing is known of that name")
	code, at := cursor("?strings.ToUpp‸")
	var found []string
	for _, m := range b.s.Complete(code, at).Matches {
		found = append(found, m.Text)
	}
	assert.Equal(t, []string{"ToUpper", "ToUpperSpecial"}, found)
}
