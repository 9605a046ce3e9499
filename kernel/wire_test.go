package kernel

import (
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/go-zeromq/zmq4"
	"github.com/go-zeromq/zmq4/security/null"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/kernel/message"
)

func request(t *testing.T, id string) message.Message {
	t.Helper()
	m, err := message.NewRequest(message.Shell, "kernel_info_request", id, map[string]any{})
	require.NoError(t, err)
	m.Identities = [][]byte{[]byte("peer")}
	m.Buffers = [][]byte{{1, 2}}
	return m
}

// What one side encodes, the other decodes; a copy is refused.
func TestWireRoundTrip(t *testing.T) {
	w, peer := newWire("secret"), newWire("secret")
	m := request(t, "a")
	got, err := w.decode(message.Shell, peer.encode(m))
	require.NoError(t, err)
	assert.Equal(t, m, got)
	_, err = w.decode(message.Shell, peer.encode(m))
	assert.ErrorIs(t, err, errReplay)
	m.Channel = message.IOPub
	assert.Equal(t, "kernel_info_request", string(peer.encode(m)[0]), "the topic comes first")
}

// The signature is RFC 4231's HMAC-SHA-256: test case 2.
func TestSignature(t *testing.T) {
	w := newWire("Jefe")
	got := w.sign([][]byte{[]byte("what do ya want "), []byte("for nothing?")})
	assert.Equal(t, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843", string(got))
}

func TestWireRefuses(t *testing.T) {
	w := newWire("secret")
	good := newWire("secret").encode(request(t, "a"))
	for name, frames := range map[string][][]byte{
		"nothing":         {},
		"empty frame":     {{}},
		"no delimiter":    good[2:],
		"three frames":    good[:3],
		"other key":       newWire("other").encode(request(t, "b")),
		"no key":          newWire("").encode(request(t, "c")),
		"not hexadecimal": {good[0], good[1], []byte("zz"), good[3], good[4], good[5], good[6]},
	} {
		_, err := w.decode(message.Shell, frames)
		assert.Error(t, err, name)
	}
	_, err := w.decode(message.Shell, good)
	assert.NoError(t, err)
}

// The memory of signatures is bounded: the oldest is forgotten first.
func TestReplayMemory(t *testing.T) {
	w := newWire("secret")
	for i := range remembered + 10 {
		require.True(t, w.fresh(fmt.Sprint(i)))
	}
	assert.Len(t, w.seen, remembered)
	assert.True(t, w.fresh("0"))
	assert.False(t, w.fresh(fmt.Sprint(remembered)))
}

// A connection file that cannot be used is an error that names what is wrong.
func TestConnectionFile(t *testing.T) {
	dir := t.TempDir()
	good := func() map[string]any {
		return map[string]any{
			"transport": "tcp", "ip": "127.0.0.1", "signature_scheme": "hmac-sha256", "key": "k",
			"shell_port": 1, "iopub_port": 2, "stdin_port": 3, "control_port": 4, "hb_port": 5, "kernel_name": "udl",
		}
	}
	write := func(v any) string {
		file := filepath.Join(dir, "c.json")
		data, err := json.Marshal(v)
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(file, data, 0o600))
		return file
	}
	c, err := readConnection(write(good()))
	require.NoError(t, err)
	assert.Empty(t, c.warnings())
	assert.Equal(t, "udl-tcp://127.0.0.1:1", c.endpoint(c.Shell))
	for name, want := range map[string]string{
		"key": "key is missing", "ip": "ip is missing", "shell_port": "shell_port is 0", "signature_scheme": "signature_scheme",
	} {
		v := good()
		delete(v, name)
		_, err := readConnection(write(v))
		assert.ErrorContains(t, err, want)
		assert.ErrorContains(t, err, "c.json")
	}
	for name, bad := range map[string]any{"hb_port": 70000, "iopub_port": 1, "transport": "udp", "signature_scheme": "hmac-md5", "stdin_port": "x"} {
		v := good()
		v[name] = bad
		_, err := readConnection(write(v))
		assert.ErrorContains(t, err, name[:4])
	}
	_, err = readConnection(filepath.Join(dir, "none.json"))
	assert.ErrorIs(t, err, os.ErrNotExist)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "c.json"), []byte(`{"ip": `), 0o600))
	_, err = readConnection(filepath.Join(dir, "c.json"))
	assert.ErrorContains(t, err, "c.json")
	v := good()
	v["ip"], v["key"] = "0.0.0.0", ""
	c, err = readConnection(write(v))
	require.NoError(t, err)
	assert.Len(t, c.warnings(), 2)
}

// The reader of boundaries agrees with a reader of whole messages, however the
// bytes are cut, and stops before what is too large.
func TestFrames(t *testing.T) {
	stream := []byte{flagMore, 3, 1, 2, 3, flagMore | flagLong, 0, 0, 0, 0, 0, 0, 1, 0}
	stream = append(stream, make([]byte, 256)...)
	stream = append(stream, 0, 1, 9)
	for cut := range stream {
		var f frames
		require.NoError(t, f.pass(stream[:cut]))
		require.NoError(t, f.pass(stream[cut:]))
		assert.Zero(t, f.skip+f.sum)
		assert.Zero(t, f.have)
		assert.False(t, f.open)
	}
	f := frames{limit: maxMessage}
	assert.ErrorIs(t, f.pass([]byte{flagLong, 0, 0, 0x20, 0, 0, 0, 0, 0}), errTooLarge)
	f = frames{limit: maxMessage}
	big := []byte{flagMore | flagLong, 0, 0, 0, 0, 0x0f, 0xff, 0xff, 0x00}
	require.NoError(t, f.pass(big))
	f.skip = 0
	assert.ErrorIs(t, f.pass(big), errTooLarge, "the frames of a message count together")
}

// What the guard lets through, zmq4 takes without a panic.
func FuzzHandshake(f *testing.F) {
	hello := greeting()
	for _, kind := range []string{"SUB", "DEALER", "PAIR"} {
		body := "\x05READY\x0bSocket-Type\x00\x00\x00" + string(rune(len(kind))) + kind
		f.Add(append(append(hello, 4, byte(len(body))), body...))
	}
	f.Add(append(hello, 4, 0))
	f.Add([]byte("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		hello, err := handshake(&conversation{in: data})
		if err != nil {
			return
		}
		require.Equal(t, data[:len(hello)], hello)
		near, far := net.Pipe()
		go func() { _, _ = io.Copy(io.Discard, far) }()
		var writers sync.WaitGroup
		c := newGuardConn(near, hello, &writers, nil)
		_, _ = zmq4.Open(c, null.Security(), zmq4.Router, zmq4.SocketIdentity("kernel"), true, nil)
		c.Close()
		writers.Wait()
		far.Close()
	})
}

type conversation struct{ in []byte }

func (c *conversation) Read(p []byte) (int, error) {
	n := copy(p, c.in)
	c.in = c.in[n:]
	if n == 0 {
		return 0, io.EOF
	}
	return n, nil
}

func (c *conversation) Write(p []byte) (int, error) { return len(p), nil }
