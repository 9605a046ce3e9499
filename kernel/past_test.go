package kernel

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/kernel/message"
)

// What one kernel keeps, the next one recalls; kernels at the same time have
// sessions of their own; damage costs the damaged lines only.
func TestPast(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "deep", "history")
	result := "3"
	first := newPast(folder)
	assert.Equal(t, 1, first.Session())
	first.Add(message.Past{Session: 1, Line: 1, Code: "a\nb", Result: &result})
	first.Add(message.Past{Session: 1, Line: 2, Code: "c"})
	meanwhile := newPast(folder)
	assert.Equal(t, 2, meanwhile.Session())
	meanwhile.close()
	first.close()
	_, err := os.Stat(meanwhile.path(2))
	require.ErrorIs(t, err, os.ErrNotExist, "a session without cells leaves nothing")

	f, err := os.OpenFile(first.path(1), os.O_APPEND|os.O_WRONLY, 0)
	require.NoError(t, err)
	_, err = f.WriteString("{\"code\": \"cut o")
	require.NoError(t, err)
	require.NoError(t, f.Close())
	info, err := os.Stat(first.path(1))
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o600), info.Mode().Perm())

	second := newPast(folder)
	defer second.close()
	assert.Equal(t, []message.Past{{Session: 1, Line: 1, Code: "a\nb", Result: &result}, {Session: 1, Line: 2, Code: "c"}}, second.Earlier())
	assert.Equal(t, 2, second.Session())
	second.Add(message.Past{Session: 2, Line: 1, Code: "d"})
	third := newPast(folder)
	defer third.close()
	var codes []string
	for _, c := range third.Earlier() {
		codes = append(codes, c.Code)
	}
	assert.Equal(t, []string{"a\nb", "c", "d"}, codes)
}

// The oldest sessions are removed; a folder that cannot be is no reason to fail.
func TestPastIsBounded(t *testing.T) {
	folder := t.TempDir()
	p := newPast(folder)
	for n := 1; n <= maxSessions+5; n++ {
		require.NoError(t, os.WriteFile(p.path(n), []byte("{\"line\":1,\"code\":\"x\"}\n"), 0o600))
	}
	p.Session()
	p.Add(message.Past{Session: p.number, Line: 1, Code: "new"})
	defer p.close()
	list := p.sessions()
	assert.Len(t, list, maxSessions)
	assert.Equal(t, maxSessions+6, list[len(list)-1])

	file := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	none := newPast(filepath.Join(file, "history"))
	none.Add(message.Past{Line: 1, Code: "x"})
	assert.Equal(t, 1, none.Session())
	assert.Empty(t, none.Earlier())
	none.close()
	nowhere := newPast("")
	assert.Equal(t, 1, nowhere.Session())
	assert.Empty(t, nowhere.Earlier())
}
