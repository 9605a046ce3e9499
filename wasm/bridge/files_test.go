package bridge_test

import (
	"io/fs"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/wasm/bridge"
)

func TestFiles(t *testing.T) {
	f := bridge.Files{"mnist/a": []byte("abc")}
	b, err := fs.ReadFile(f, "mnist/a")
	require.NoError(t, err)
	assert.Equal(t, "abc", string(b))
	info, err := fs.Stat(f, "mnist/a")
	require.NoError(t, err)
	assert.Equal(t, "a", info.Name())
	assert.Equal(t, int64(3), info.Size())
	assert.True(t, info.Mode().IsRegular())
	for _, name := range []string{"a", "mnist", "/mnist/a", "../mnist/a", ""} {
		_, err := f.Open(name)
		assert.ErrorIs(t, err, fs.ErrNotExist, name)
	}
}
