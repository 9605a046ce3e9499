package kernel_test

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-zeromq/zmq4"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// size is how much a soak does.
type size struct{ cells, interrupts, deaths int }

// Clients send cells all at once while others interrupt, kill the worker or read
// nothing: every request has its reply, its busy and its idle, every text arrives,
// memory does not grow, and no process stays. UDL_SOAK=full is `make soak`.
func TestSoak(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("kills by signals: THE KERNEL IS NOT SOAKED")
	}
	n := size{cells: 400, interrupts: 5, deaths: 2}
	if testing.Short() {
		n = size{cells: 100, interrupts: 2, deaths: 1}
	}
	if os.Getenv("UDL_SOAK") == "full" {
		n = size{cells: 20000, interrupts: 200, deaths: 50}
	}
	t.Cleanup(func() { noChildren(t) }) // after the kernel has ended
	s := &soak{served: serve(t), t: t, about: map[string]*request{}}
	s.changed.L = &s.mu
	s.listen()
	s.stall()
	s.warm()
	begun, before := time.Now(), heap()
	var clients sync.WaitGroup
	const senders = 3
	for c := range senders {
		clients.Go(func() { s.sends(c, n.cells/senders) })
	}
	clients.Go(func() { s.disturbs(n) })
	clients.Wait()
	s.settled()
	grown, asked := int64(heap())-int64(before), len(s.ids())
	t.Logf("%d requests of 5 clients, one of them stalled, %d interrupts, %d deaths in %v: heap %+d kB; from death to a ready worker: median %v, worst %v",
		asked, n.interrupts, n.deaths, time.Since(begun).Round(time.Millisecond), grown/1000, median(s.deaths), slices.Max(s.deaths))
	assert.Less(t, grown, int64(asked*4500+8<<20), "memory is flat, but for what the test and the unread messages keep")
}

// soak is the state of one.
type soak struct {
	*served
	t *testing.T

	mu      sync.Mutex
	changed sync.Cond
	about   map[string]*request
	deaths  []time.Duration
}

// request is what has been published about one.
type request struct {
	status     string // of the reply
	busy, idle int
	text       string
}

func (s *soak) of(id string) *request {
	r := s.about[id]
	if r == nil {
		r = &request{}
		s.about[id] = r
	}
	return r
}

// listen notes everything that is published.
func (s *soak) listen() {
	sub := s.socket("iopub", zmq4.NewSub)
	require.NoError(s.t, sub.SetOption(zmq4.OptionSubscribe, ""))
	welcome := make(chan struct{})
	go func() {
		for {
			m, err := sub.Recv()
			if err != nil {
				return
			}
			if len(m.Frames) != 7 {
				continue
			}
			var header struct {
				Type string `json:"msg_type"`
			}
			var parent struct {
				ID string `json:"msg_id"`
			}
			var content struct {
				State string         `json:"execution_state"`
				Text  string         `json:"text"`
				Data  map[string]any `json:"data"`
			}
			if json.Unmarshal(m.Frames[3], &header) != nil || json.Unmarshal(m.Frames[4], &parent) != nil || json.Unmarshal(m.Frames[6], &content) != nil {
				s.t.Error("a message is not JSON")
			}
			if header.Type == "iopub_welcome" {
				close(welcome)
				continue
			}
			s.mu.Lock()
			r := s.of(parent.ID)
			switch content.State {
			case "busy":
				r.busy++
			case "idle":
				r.idle++
			}
			r.text += content.Text
			if content.Data != nil {
				r.text += fmt.Sprint(content.Data["text/plain"])
			}
			s.mu.Unlock()
			s.changed.Broadcast()
		}
	}()
	<-welcome
}

// stall is the client that subscribes and asks and never reads.
func (s *soak) stall() {
	greeting := append([]byte{0xff, 0, 0, 0, 0, 0, 0, 0, 0, 0x7f, 3, 0, 'N', 'U', 'L', 'L'}, make([]byte, 48)...)
	for port, hello := range map[string]string{
		"iopub": "\x04\x19\x05READY\x0bSocket-Type\x00\x00\x00\x03SUB\x00\x01\x01",
		"shell": "\x04\x1c\x05READY\x0bSocket-Type\x00\x00\x00\x06DEALER",
	} {
		_, err := io.WriteString(s.raw(port), string(greeting)+hello)
		require.NoError(s.t, err)
	}
}

// wait waits until ok says so.
func (s *soak) wait(id string, ok func(*request) bool) (r request, yes bool) {
	late := time.AfterFunc(60*time.Second, s.changed.Broadcast)
	defer late.Stop()
	end := time.Now().Add(60 * time.Second)
	s.mu.Lock()
	defer s.mu.Unlock()
	for !ok(s.of(id)) {
		if time.Now().After(end) {
			return *s.of(id), false
		}
		s.changed.Wait()
	}
	return *s.of(id), true
}

// replies notes the replies that a socket gets.
func (s *soak) replies(socket zmq4.Socket) {
	go func() {
		for {
			m, err := socket.Recv()
			if err != nil {
				return
			}
			var parent struct {
				ID string `json:"msg_id"`
			}
			var content struct {
				Status string `json:"status"`
			}
			if len(m.Frames) < 6 || json.Unmarshal(m.Frames[3], &parent) != nil || json.Unmarshal(m.Frames[5], &content) != nil {
				s.t.Error("a reply is not JSON")
				continue
			}
			s.mu.Lock()
			s.of(parent.ID).status += content.Status
			s.mu.Unlock()
			s.changed.Broadcast()
		}
	}()
}

func (s *soak) request(socket zmq4.Socket, kind, id string, content map[string]any) {
	assert.NoError(s.t, socket.SendMulti(zmq4.NewMsgFrom(frames(s.t, kind, id, content)...)))
}

func replied(r *request) bool { return r.status != "" && r.idle > 0 }

// sends is a client that keeps some cells in the queue.
func (s *soak) sends(client, cells int) {
	socket := s.socket("shell", zmq4.NewDealer)
	s.replies(socket)
	const window = 4
	for i := range cells {
		id := fmt.Sprintf("cell-%d-%d", client, i)
		s.request(socket, "execute_request", id, map[string]any{"code": fmt.Sprintf("print(%q)", id), "stop_on_error": false})
		if i >= window {
			s.wait(fmt.Sprintf("cell-%d-%d", client, i-window), replied)
		}
	}
}

// disturbs is the client that interrupts and kills.
func (s *soak) disturbs(n size) {
	shell, control := s.socket("shell", zmq4.NewDealer), s.socket("control", zmq4.NewDealer)
	s.replies(shell)
	s.replies(control)
	for i := range n.interrupts + n.deaths {
		id := fmt.Sprint("disturbed-", i)
		if i*n.deaths/(n.interrupts+n.deaths) < (i+1)*n.deaths/(n.interrupts+n.deaths) {
			s.kills(shell, id)
			continue
		}
		s.request(shell, "execute_request", id, map[string]any{"code": "print(\"loop\")\nfor {}", "stop_on_error": false})
		s.wait(id, func(r *request) bool { return strings.Contains(r.text, "loop") })
		s.request(control, "interrupt_request", id+"-interrupt", map[string]any{})
		s.wait(id, replied)
		s.wait(id+"-interrupt", replied)
	}
}

// kills ends the worker in the middle of a cell and notes how long it takes until
// a new one answers.
func (s *soak) kills(shell zmq4.Socket, id string) {
	s.request(shell, "execute_request", id, map[string]any{"code": "import (\"os\"; \"fmt\")\nfmt.Println(\"pid\", os.Getpid(), \".\")\nselect {}", "stop_on_error": false})
	r, _ := s.wait(id, func(r *request) bool { return strings.Contains(r.text, ".") })
	pid := strings.Fields(r.text)
	if !assert.GreaterOrEqual(s.t, len(pid), 2, r.text) {
		return
	}
	at := slices.Index(pid, "pid") + 1
	begun := time.Now()
	assert.NoError(s.t, exec.Command("kill", "-9", pid[at]).Run())
	s.wait(id, replied)
	s.request(shell, "execute_request", id+"-after", map[string]any{"code": "1", "stop_on_error": false})
	s.wait(id+"-after", replied)
	s.mu.Lock()
	s.deaths = append(s.deaths, time.Since(begun))
	s.mu.Unlock()
}

// warm lets the kernel reach the size that it keeps.
func (s *soak) warm() {
	socket := s.socket("shell", zmq4.NewDealer)
	s.replies(socket)
	for i := range 50 {
		id := fmt.Sprint("warm-", i)
		s.request(socket, "execute_request", id, map[string]any{"code": fmt.Sprintf("print(%q)", id)})
		s.wait(id, replied)
	}
}

// settled checks that nothing was lost.
func (s *soak) settled() {
	for id := range s.ids() {
		r, ok := s.wait(id, func(r *request) bool { return r.status != "" && r.busy == r.idle })
		if !assert.True(s.t, ok, "%s: %+v", id, r) {
			return
		}
		assert.Contains(s.t, []string{"ok", "error"}, r.status, id)
		assert.Equal(s.t, 1, r.idle, id)
		if r.status == "ok" && strings.HasPrefix(id, "cell-") {
			assert.Contains(s.t, r.text, id)
		}
	}
}

func (s *soak) ids() map[string]bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	ids := map[string]bool{}
	for id := range s.about {
		if id != "" {
			ids[id] = true
		}
	}
	return ids
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func median(list []time.Duration) time.Duration {
	sorted := slices.Sorted(slices.Values(list))
	return sorted[len(sorted)/2]
}
