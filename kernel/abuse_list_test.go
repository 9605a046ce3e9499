package kernel_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var testName = regexp.MustCompile(`(?m)^(?:func|    def) ([Tt]est\w+)\(`)

// Every case of testdata/abuse.txt has tests, and they exist.
func TestAbuseIsTested(t *testing.T) {
	tests := map[string]bool{}
	for _, pattern := range []string{"*_test.go", "*/*_test.go", "*/*/*_test.go", "*/*/*/*_test.go", "../compute/*_test.go", "testdata/*_test.py"} {
		files, err := filepath.Glob(pattern)
		require.NoError(t, err)
		for _, f := range files {
			text, err := os.ReadFile(f)
			require.NoError(t, err)
			for _, m := range testName.FindAllStringSubmatch(string(text), -1) {
				tests[m[1]] = true
			}
		}
	}
	text, err := os.ReadFile("testdata/abuse.txt")
	require.NoError(t, err)
	n := 0
	for line := range strings.Lines(string(text)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		n++
		what, names, ok := strings.Cut(strings.TrimSpace(line), " | ")
		require.True(t, ok, line)
		assert.True(t, strings.HasPrefix(what, strconv.Itoa(n)+" "), line)
		for _, name := range strings.Fields(names) {
			assert.True(t, tests[name], "%s: there is no %s", what, name)
		}
	}
	assert.Equal(t, 55, n)
}

// A kernel runs what it is sent, and says so.
func TestNoSandboxIsSaid(t *testing.T) {
	text, err := os.ReadFile("doc.go")
	require.NoError(t, err)
	assert.Contains(t, string(text), "There is no sandbox")
	c := newClient(t)
	assert.Contains(t, c.run("import \"os\"\ntext, err := os.ReadFile(\"doc.go\")\nstring(text)").text(), "There is no sandbox", "a cell reads what its user may read")
}

// Clauses that belong to files are taken or refused by name.
func TestForeignClauses(t *testing.T) {
	c := newClient(t)
	assert.Equal(t, "hi\n", c.run("package foo\nimport \"fmt\"\nfunc main() { fmt.Println(\"hi\") }").text())
	assert.Equal(t, "[2]", c.run("1 + 1").text(), "main runs once")
	assert.Equal(t, "once\n", c.run("func init() { fmt.Println(\"once\") }").text())
	assert.Empty(t, c.run("x := 1").text())
	assert.Contains(t, c.run("import \"C\"\nC.puts(nil)").failure().Value, "package C is not offered")
	assert.Contains(t, c.run("//go:embed secret.txt\nvar text string").failure().Value, "//go:embed only allowed")
	assert.Equal(t, "[1]", c.run("x").text())
}
