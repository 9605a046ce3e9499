package know

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestComment(t *testing.T) {
	const cell = `%time 1
// Far from it.

// T is a type.
// It has two lines.
//
// And a paragraph.
type T struct {
	// A is the first.
	A int
	B, C int // B and C are more
	D struct{ E int }
}
n := 1 // how many
// m is above
m, k := 2, 3
x := 5
const (
	// First is it.
	First = iota
	Second // comes later
)
// All of them.
var (
	p int
	q int /* q itself */
)
func (t *T) M() {} // behind
// Get gets.
func (t G[K]) Get() (x int) {
	// a comment within
	x = 1
	return
}
type I interface {
	Do() // does it
}
// T2 is another.
type T2 int`
	for name, want := range map[string]string{
		"T": "T is a type. It has two lines.", "T.A": "A is the first.", "T.B": "B and C are more", "T.C": "B and C are more",
		"T.D": "", "n": "how many", "m": "m is above", "k": "m is above", "x": "", "First": "First is it.", "Second": "comes later",
		"p": "All of them.", "q": "q itself", "T.M": "", "G.Get": "Get gets.", "I.Do": "does it", "T2": "T2 is another.", "nosuch": "",
		"A": "", "": "",
	} {
		assert.Equal(t, want, Comment(cell, name), name)
	}
	assert.Empty(t, Comment("x := 1", "x"))
}
