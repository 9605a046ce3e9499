package pack_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/kernel/symbols/internal/pack"
)

func TestRoundTrip(t *testing.T) {
	texts := map[string]string{"a/b": "package b\n", "c": "", "d": strings.Repeat("x\n\n", 1e4)}
	file, err := pack.Write(texts)
	require.NoError(t, err)
	p, err := pack.Open(file)
	require.NoError(t, err)
	assert.Equal(t, []string{"a/b", "c", "d"}, p.Paths())
	for path, want := range texts {
		got, ok, err := p.Read(path)
		require.NoError(t, err)
		assert.True(t, ok)
		assert.Equal(t, want, got)
	}
	_, ok, err := p.Read("e")
	require.NoError(t, err)
	assert.False(t, ok)
}

func TestDamage(t *testing.T) {
	file, err := pack.Write(map[string]string{"a": "package a\n"})
	require.NoError(t, err)
	for n := range file { // every truncation is noticed, at the latest by Read
		p, err := pack.Open(file[:n])
		if err == nil {
			_, _, err = p.Read("a")
		}
		assert.Error(t, err, n)
	}
	_, err = pack.Open([]byte("a x 1\n\n"))
	assert.Error(t, err)
}
