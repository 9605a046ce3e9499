package frame_test

import (
	"bytes"
	"encoding/json"
	"io"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/kernel/internal/frame"
	"github.com/udl-go/lab/kernel/message"
)

// What is written is read, the data untouched; every cut is an error.
func TestRoundTrip(t *testing.T) {
	sent := []frame.Frame{
		{Op: frame.Ready},
		{Op: frame.Execute, ID: 3, Cell: &message.Cell{Code: "a\n\x00ä", Number: 2}},
		{Op: frame.Display, Name: "id", Update: true, Data: json.RawMessage(` {"text/plain" : "x"}`)},
		{Op: frame.Done, ID: 3, Failure: &message.Failure{Name: "panic", Traceback: []string{"a"}}},
	}
	var pipe bytes.Buffer
	w := frame.NewWriter(&pipe)
	for _, f := range sent {
		require.NoError(t, w.Write(f))
	}
	all := pipe.Bytes()
	r := bytes.NewReader(all)
	for _, f := range sent {
		got, err := frame.Read(r)
		require.NoError(t, err)
		assert.Equal(t, f, got)
	}
	_, err := frame.Read(r)
	assert.ErrorIs(t, err, io.EOF)
	first := len(all) - r.Len()
	for cut := 1; cut < min(first, 20); cut++ {
		_, err := frame.Read(bytes.NewReader(all[:cut]))
		assert.Error(t, err)
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("\x00\x00\x00\x02\x00\x00\x00\x00{}"))
	f.Add([]byte("\xff\xff\xff\xff\x00\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if len(data) > 8 && (data[0] > 0 || data[4] > 0) {
			return // lengths that are possible, but not here
		}
		_, _ = frame.Read(bytes.NewReader(data))
	})
}
