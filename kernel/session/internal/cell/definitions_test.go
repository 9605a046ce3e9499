package cell

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestDefinitions(t *testing.T) {
	text := "%time\nimport (\"fmt\"; \"os\")\nx := 1 // note\ntype (\n\tA int\n\tB string\n)\nvar y = 2\nconst C = 3; func f() int {\n\treturn C\n}\nfunc (a A) m() {}\nfmt.Println(f())\nfunc main() {}\nfunc init() {}\nfunc() {}()\n"
	var got []string
	for _, d := range Definitions(3, text) {
		assert.Len(t, d, len(text))
		assert.Equal(t, strings.Count(text, "\n"), strings.Count(d, "\n"))
		got = append(got, strings.TrimSpace(d))
	}
	assert.Equal(t, []string{"import (\"fmt\"; \"os\")", "type (\n\tA int\n\tB string\n)", "const C = 3", "func f() int {\n\treturn C\n}", "func (a A) m() {}"}, got)
	assert.Empty(t, Definitions(1, "for {"))
	assert.Empty(t, Definitions(1, ""))
}
