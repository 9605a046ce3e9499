package kernel

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/udl-go/lab/kernel/message"
)

// Cells that ran are kept, up to a bound; %reset forgets them, and code that only
// speaks of directives does not.
func TestSurvivors(t *testing.T) {
	var s survivors
	add := func(code string, f *message.Failure) { s.add(message.Cell{Code: code, Number: 1}, f) }
	add("x := 1", nil)
	add("nosuch", &message.Failure{Name: "compile error"})
	add("panic(1)", &message.Failure{Name: "panic"})
	add("s := `\n%reset\n%replay`", nil)
	assert.Len(t, s.cells, 3)
	assert.Empty(t, s.wanted("s := `\n%replay`"))
	assert.Len(t, s.wanted("// again\n\nstrings.Split?\n%time\n  %replay\nx"), 3)
	add("%reset\ny := 2", nil)
	assert.Len(t, s.cells, 1)
	for range 5 {
		add("/* "+strings.Repeat("x", 1<<20)+" */", nil)
	}
	assert.LessOrEqual(t, s.size, maxSurvivors)
	assert.Len(t, s.cells, 3)
}
