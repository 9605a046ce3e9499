package value

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestScans(t *testing.T) {
	w := newWorld(t, `
import "fmt"
type Celsius float64
type Upper struct{ s string }
func (*Upper) Scan(s fmt.ScanState, verb rune) error { return nil }
`)
	w.SetMethod(w.id(t, "*Upper"), "Scan", func(r any, s fmt.ScanState, _ rune) error {
		tok, err := s.Token(true, nil)
		r.(*struct{ S string }).S = strings.ToUpper(string(tok))
		return err
	})
	c, u, i := 0.0, struct{ S string }{}, 0
	n, err := Sscan("1.5 abc 7", w.box(t, "*Celsius", &c), w.box(t, "*Upper", &u), &i)
	require.NoError(t, err)
	assert.Equal(t, []any{3, 1.5, "ABC", 7}, []any{n, c, u.S, i})
	_, err = Sscanf("2-3", "%f-%d", w.box(t, "*Celsius", &c), &i)
	require.NoError(t, err)
	assert.Equal(t, []any{2.0, 3}, []any{c, i})
	_, err = Fscanln(strings.NewReader("4 5\n"), w.box(t, "*Celsius", &c), &i)
	require.NoError(t, err)
	assert.Equal(t, []any{4.0, 5}, []any{c, i})
}

// A method of T serves *T too; one of *T alone is not T's.
func TestMethodsThroughPointers(t *testing.T) {
	w := newWorld(t, "type T struct{ N int }\nfunc (T) Add(xs ...int) int { return 0 }")
	w.SetMethod(w.id(t, "T"), "Add", func(r any, xs ...int) int { return r.(struct{ N int }).N + len(xs) })
	p := &struct{ N int }{5}
	add := w.Find(w.box(t, "*T", p), "Add").(func(any, ...int) int)
	assert.Equal(t, 7, add(p, 1, 2))
	assert.PanicsWithError(t, "runtime error: "+nilDereference, func() { add((*struct{ N int })(nil)) })
	assert.PanicsWithError(t, "interface conversion: main.T has no method Sub", func() { w.Find(w.box(t, "T", *p), "Sub") })
	assert.Nil(t, w.Type(w.id(t, "T")).Method("Sub"))
}
