package kernel_test

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/go-zeromq/zmq4"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/kernel"
	"github.com/udl-go/lab/kernel/message"
)

// served is a kernel on sockets.
type served struct {
	t     testing.TB
	ports map[string]int
	ended chan error
}

const key = "secret"

func serve(t testing.TB) *served {
	t.Helper()
	s := &served{t: t, ports: map[string]int{}, ended: make(chan error, 1)}
	c := map[string]any{"transport": "tcp", "ip": "127.0.0.1", "key": key, "signature_scheme": "hmac-sha256"}
	var taken []net.Listener
	for _, name := range []string{"shell", "iopub", "stdin", "control", "hb"} {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		require.NoError(t, err)
		taken = append(taken, l)
		s.ports[name] = l.Addr().(*net.TCPAddr).Port
		c[name+"_port"] = s.ports[name]
	}
	for _, l := range taken { // only now, or two would have the same port
		require.NoError(t, l.Close())
	}
	data, err := json.Marshal(c)
	require.NoError(t, err)
	file := filepath.Join(t.TempDir(), "connection.json")
	require.NoError(t, os.WriteFile(file, data, 0o600))
	exe, err := os.Executable()
	require.NoError(t, err)
	ctx, end := context.WithCancel(context.Background())
	go func() { s.ended <- kernel.Serve(ctx, file, kernel.ServeOptions{Command: []string{exe, workerArg}}) }()
	t.Cleanup(func() {
		end()
		select {
		case err := <-s.ended:
			assert.NoError(t, err)
		case <-time.After(20 * time.Second):
			t.Error("the kernel does not end")
		}
	})
	return s
}

// socket connects to a port of the kernel.
func (s *served) socket(port string, kind func(context.Context, ...zmq4.Option) zmq4.Socket) zmq4.Socket {
	s.t.Helper()
	ctx, end := context.WithCancel(context.Background())
	socket := kind(ctx, zmq4.WithDialerRetry(10*time.Millisecond), zmq4.WithDialerMaxRetries(1000))
	require.NoError(s.t, socket.Dial(fmt.Sprintf("tcp://127.0.0.1:%d", s.ports[port])))
	s.t.Cleanup(func() { end(); socket.Close() })
	return socket
}

// raw connects without any handshake.
func (s *served) raw(port string) net.Conn {
	s.t.Helper()
	for range 1000 {
		c, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", s.ports[port]))
		if err == nil {
			s.t.Cleanup(func() { c.Close() })
			return c
		}
		time.Sleep(10 * time.Millisecond)
	}
	require.Fail(s.t, "no connection")
	return nil
}

// frames returns a signed request.
func frames(t testing.TB, kind, id string, content any) [][]byte {
	t.Helper()
	m, err := message.NewRequest(message.Shell, kind, id, content)
	require.NoError(t, err)
	parts := [][]byte{m.Header, m.Parent, m.Metadata, m.Content}
	h := hmac.New(sha256.New, []byte(key))
	for _, p := range parts {
		h.Write(p)
	}
	return append([][]byte{[]byte("<IDS|MSG>"), hex.AppendEncode(nil, h.Sum(nil))}, parts...)
}

// answers receives until the kernel replies to the request id.
func answers(t testing.TB, s zmq4.Socket, id string) string {
	t.Helper()
	type result struct {
		content string
		err     error
	}
	got := make(chan result, 1)
	go func() {
		for {
			m, err := s.Recv()
			if err != nil || len(m.Frames) >= 6 && bytes.Contains(m.Frames[3], []byte(`"`+id+`"`)) {
				r := result{err: err}
				if err == nil {
					r.content = string(m.Frames[5])
				}
				got <- r
				return
			}
		}
	}()
	select {
	case r := <-got:
		require.NoError(t, r.err)
		return r.content
	case <-time.After(20 * time.Second):
		require.Fail(t, "no reply", id)
		return ""
	}
}

// asks sends a request and returns the reply.
func asks(t testing.TB, s zmq4.Socket, kind, id string, content any) string {
	t.Helper()
	require.NoError(t, s.SendMulti(zmq4.NewMsgFrom(frames(t, kind, id, content)...)))
	return answers(t, s, id)
}

func TestServe(t *testing.T) {
	s := serve(t)
	shell, hb := s.socket("shell", zmq4.NewDealer), s.socket("hb", zmq4.NewReq)
	assert.Contains(t, asks(t, shell, "kernel_info_request", "a", map[string]any{}), `"implementation":"udl"`)
	require.NoError(t, hb.Send(zmq4.NewMsgString("ping")))
	pong, err := hb.Recv()
	require.NoError(t, err)
	assert.Equal(t, "ping", string(pong.Frames[0]))
	parents := s.subscribe(shell)
	assert.Contains(t, asks(t, shell, "execute_request", "b", map[string]any{"code": "1 + 1"}), `"status":"ok"`)
	for p := ""; !strings.Contains(p, `"b"`); {
		select {
		case p = <-parents:
		case <-time.After(20 * time.Second):
			require.Fail(t, "the cell is not published")
		}
	}
	control := s.socket("control", zmq4.NewDealer)
	assert.Contains(t, asks(t, control, "shutdown_request", "c", map[string]any{"restart": false}), `"restart":false`)
	select {
	case err := <-s.ended:
		require.NoError(t, err)
		s.ended <- nil
	case <-time.After(5 * time.Second):
		t.Error("the kernel does not end")
	}
}

// subscribe returns the parents of what is published, as it arrives. It asks the
// kernel something until the subscription is in place.
func (s *served) subscribe(shell zmq4.Socket) <-chan string {
	s.t.Helper()
	sub := s.socket("iopub", zmq4.NewSub)
	require.NoError(s.t, sub.SetOption(zmq4.OptionSubscribe, ""))
	parents := make(chan string, 10000)
	go func() {
		for {
			m, err := sub.Recv()
			if err != nil {
				return
			}
			if len(m.Frames) > 4 {
				parents <- string(m.Frames[4])
			}
		}
	}()
	for i := range 100 {
		asks(s.t, shell, "kernel_info_request", fmt.Sprint("probe", i), map[string]any{})
		select {
		case <-parents:
			return parents
		case <-time.After(100 * time.Millisecond):
		}
	}
	require.Fail(s.t, "nothing is published")
	return nil
}

// Who subscribes is greeted before anything else, each subscription once, and only
// the subscriber; messages of others are not torn apart by it.
func TestWelcome(t *testing.T) {
	s := serve(t)
	shell := s.socket("shell", zmq4.NewDealer)
	asks(t, shell, "kernel_info_request", "a", map[string]any{})
	noise := make(chan struct{})
	go func() {
		defer close(noise)
		for i := range 200 {
			if shell.SendMulti(zmq4.NewMsgFrom(frames(t, "kernel_info_request", fmt.Sprint("n", i), map[string]any{})...)) != nil {
				return
			}
		}
	}()
	for i := range 10 {
		sub := s.socket("iopub", zmq4.NewSub)
		topic := []string{"", "status", "iopub"}[i%3]
		require.NoError(t, sub.SetOption(zmq4.OptionSubscribe, topic))
		greeted := make(chan zmq4.Msg, 1)
		go func() {
			for { // zmq4 filters by topic, as a peer may
				m, err := sub.Recv()
				if err != nil || bytes.Contains(m.Frames[3], []byte("iopub_welcome")) {
					greeted <- m
					return
				}
				assert.Len(t, m.Frames, 7)
			}
		}()
		select {
		case m := <-greeted:
			require.Len(t, m.Frames, 7)
			assert.Equal(t, topic, string(m.Frames[0]))
			assert.JSONEq(t, fmt.Sprintf(`{"subscription":%q}`, topic), string(m.Frames[6]))
			assert.JSONEq(t, "{}", string(m.Frames[4]))
		case <-time.After(20 * time.Second):
			require.Fail(t, "no welcome")
		}
	}
	<-noise
}

// Whatever reaches the ports, the kernel answers the next honest client.
func TestHostileClients(t *testing.T) {
	s := serve(t)
	good := frames(t, "kernel_info_request", "good", map[string]any{})
	bad := func(i int, f string) [][]byte {
		out := append([][]byte(nil), good...)
		out[i] = []byte(f)
		return out
	}
	shell := s.socket("shell", zmq4.NewDealer)
	for _, f := range [][][]byte{
		bad(1, strings.Repeat("0", 64)), bad(1, "zz"), bad(1, ""), bad(2, "{"), bad(5, "[1]"),
		good[1:], good[:3],
		{{}},
		{[]byte("<IDS|MSG>")},
		make([][]byte, 100),
		{good[0], good[1], []byte("{"), good[3], good[4], good[5]},
	} {
		require.NoError(t, shell.SendMulti(zmq4.NewMsgFrom(f...)))
	}
	s.attack()
	require.NoError(t, shell.SendMulti(zmq4.NewMsgFrom(good...)))
	answers(t, shell, "good")
	require.NoError(t, shell.SendMulti(zmq4.NewMsgFrom(good...))) // a replay has no answer
	assert.Contains(t, asks(t, s.socket("control", zmq4.NewDealer), "kernel_info_request", "after", map[string]any{}), `"status":"ok"`)
	assert.Contains(t, asks(t, s.socket("shell", zmq4.NewDealer), "execute_request", "cell", map[string]any{"code": "1"}), `"status":"ok"`)
}

// attack writes what is no ZMTP, or dishonest ZMTP, to every port.
func (s *served) attack() {
	greeting := append([]byte{0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0x7f, 3, 0, 'N', 'U', 'L', 'L'}, make([]byte, 48)...)
	property := func(name, value string) string {
		return string(rune(len(name))) + name + "\x00\x00\x00" + string(rune(len(value))) + value
	}
	hello := func(properties ...string) string {
		body := "\x05READY" + strings.Join(properties, "")
		return string(greeting) + "\x04" + string(rune(len(body))) + body
	}
	ready := func(kind string) string { return hello(property("Socket-Type", kind)) }
	for _, port := range []string{"shell", "iopub", "stdin", "control", "hb"} {
		peer := map[string]string{"iopub": "SUB", "hb": "REQ"}[port]
		if peer == "" {
			peer = "DEALER"
		}
		s.raw(port) // says nothing and stays
		for _, text := range []string{
			"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n",
			string(greeting[:20]),         // half a greeting
			string(greeting) + "\x04\x00", // an empty command
			string(greeting) + "\x04\x06\x05READY\xff\xff",
			ready("PAIR"), ready(""), ready("EVIL"),
			hello(), hello(property("socket-type", peer)), hello(property("Socket-Type", peer), property("Socket-Type", "")),
			ready(peer) + "\x02\x00\x00\x20\x00\x00\x00\x00\x00", // a frame of 2^45 bytes
			ready(peer) + "\x06\x7f\xff\xff\xff\xff\xff\xff\xff",
			ready(peer) + "\x04\x00\x00\x00",
		} {
			c := s.raw(port)
			_, err := io.WriteString(c, text)
			require.NoError(s.t, err)
			if strings.HasPrefix(text, "GET") || strings.Contains(text, "\x00\x20\x00") {
				require.NoError(s.t, c.SetReadDeadline(time.Now().Add(20*time.Second)))
				_, err := io.Copy(io.Discard, c)
				require.NotErrorIs(s.t, err, os.ErrDeadlineExceeded, "%s: closed by the kernel", port)
			}
		}
	}
}

// A client that does not read, neither its replies nor what is published, does
// not keep the others waiting.
func TestStalledClients(t *testing.T) {
	s := serve(t)
	greeting := append([]byte{0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0x7f, 3, 0, 'N', 'U', 'L', 'L'}, make([]byte, 48)...)
	sub := s.raw("iopub")
	_, err := io.WriteString(sub, string(greeting)+"\x04\x19\x05READY\x0bSocket-Type\x00\x00\x00\x03SUB\x00\x01\x01")
	require.NoError(t, err)
	deaf := s.socket("shell", zmq4.NewDealer)
	asks(t, deaf, "kernel_info_request", "first", map[string]any{})
	shell := s.socket("shell", zmq4.NewDealer)
	code := "import \"fmt\"\nimport \"strings\"\nfmt.Print(strings.Repeat(\"x\", 8000000))"
	for i := range 5 {
		assert.Contains(t, asks(t, shell, "execute_request", fmt.Sprint("cell", i), map[string]any{"code": code}), `"status":"ok"`)
	}
	s.subscribe(shell)
}

// Errors of the connection file and of the ports come back from Serve.
func TestServeErrors(t *testing.T) {
	err := kernel.Serve(context.Background(), filepath.Join(t.TempDir(), "none.json"), kernel.ServeOptions{})
	assert.ErrorIs(t, err, os.ErrNotExist)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer l.Close()
	taken := l.Addr().(*net.TCPAddr).Port
	file := filepath.Join(t.TempDir(), "c.json")
	text := fmt.Sprintf(`{"ip":"127.0.0.1","key":"k","signature_scheme":"hmac-sha256","shell_port":%d,"iopub_port":1001,"stdin_port":1002,"control_port":1003,"hb_port":1004}`, taken)
	require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
	err = kernel.Serve(context.Background(), file, kernel.ServeOptions{Command: []string{"false"}})
	assert.ErrorContains(t, err, fmt.Sprint("port ", taken))
}
