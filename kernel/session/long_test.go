package session

import (
	"go/parser"
	"go/token"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// A browser refuses what would exhaust its stack; elsewhere nothing is too long.
func TestLong(t *testing.T) {
	for lines, want := range map[int]bool{100: false, 8000: longest < 1_000_000} {
		text := "package main\nfunc f() {\n" + strings.Repeat("x[0] = 1\n", lines) + "}"
		f, err := parser.ParseFile(token.NewFileSet(), "", text, 0)
		require.NoError(t, err)
		require.Equal(t, want, long(f), lines)
	}
}
