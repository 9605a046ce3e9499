package session

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"time"
	"unicode/utf8"
)

const (
	flushAfter = 50 * time.Millisecond
	flushSize  = 64 << 10

	// maxOutput is how much text of one cell is passed on: more would make a
	// notebook that no client can open. Of what follows, the end is kept.
	maxOutput = 16 << 20
	maxTail   = 4 << 10
)

// buffer joins small writes into stream messages. Text waits until there is
// much of it, until it has waited long, or until something else is to be shown.
type buffer struct {
	strays func(add func(name, text string))
	direct map[string]io.Writer // the host's streams, which lead back through strays

	elsewhere func() *buffer // another buffer that gets what the calling goroutine prints, or nil

	mu    sync.Mutex
	out   Output // nil before the first cell
	name  string // stream of the text
	last  string // stream of the last direct write
	text  []byte
	since time.Time // when the text began to wait
	timer *time.Timer
	ended byte   // the last byte of the cell's text
	sent  int    // bytes of the cell's text
	cut   int    // bytes of it that were left out
	tail  []byte // the last of them
}

// to directs later output to out.
func (b *buffer) to(out Output) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.drain()
	b.send(len(b.text))
	b.end()
	b.out, b.sent, b.ended = out, 0, 0
}

// end tells of the text that was left out, and shows how it ended.
func (b *buffer) end() {
	if b.cut == 0 {
		return
	}
	tail := strings.ToValidUTF8(string(b.tail), "")
	if len(b.tail) < b.cut { // in the middle of a line
		if _, after, ok := strings.Cut(tail, "\n"); ok {
			tail = after
		}
	}
	b.out.Stream(b.name, fmt.Sprintf("\n[… %s were cut: a cell shows %s of text; its end follows …]\n%s",
		inBytes(float64(b.cut)), inBytes(maxOutput), tail))
	b.cut, b.tail = 0, nil
}

// finish ends the text of a cell.
func (b *buffer) finish() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.drain()
	b.send(whole(b.text))
	b.end()
}

func (b *buffer) writer(name string) io.Writer {
	return writerFunc(func(p []byte) { b.write(name, p) })
}

type writerFunc func(p []byte)

func (f writerFunc) Write(p []byte) (int, error) {
	f(p)
	return len(p), nil
}

func (b *buffer) write(name string, p []byte) {
	if other := b.other(); other != nil {
		other.write(name, p)
		return
	}
	if w := b.direct[name]; w != nil {
		b.turn(name)
		_, _ = w.Write(p) // without the lock: it may wait until strays are taken
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.drain()
	b.add(name, p)
	if len(b.text) > 0 && b.timer == nil {
		b.timer = time.AfterFunc(flushAfter, b.flush)
	}
}

// turn takes what one direct stream holds before another is written.
func (b *buffer) turn(name string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if name != b.last {
		b.drain()
		b.last = name
	}
}

// other is the buffer that gets the calling goroutine's output, if it is not b.
func (b *buffer) other() *buffer {
	if b.elsewhere == nil {
		return nil
	}
	return b.elsewhere()
}

// frame passes on f after all text that came before it.
func (b *buffer) frame(f func(Output)) {
	if other := b.other(); other != nil {
		other.frame(f)
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.drain()
	b.send(len(b.text))
	if b.out != nil {
		f(b.out)
	}
}

// inLine reports whether the text so far ends within a line.
func (b *buffer) inLine() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.drain()
	return b.ended != 0 && b.ended != '\n'
}

// clear empties the cell's output, whose text then counts anew.
func (b *buffer) clear(wait bool) {
	if other := b.other(); other != nil {
		b = other
	}
	b.frame(func(o Output) { o.Clear(wait); b.sent = 0 })
}

func (b *buffer) flush() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.drain()
	b.send(whole(b.text))
	if b.timer != nil {
		b.timer.Stop()
		b.timer = nil
	}
}

// drain takes over what reached the host's own streams.
func (b *buffer) drain() {
	if b.strays != nil {
		b.strays(func(name, text string) { b.add(name, []byte(text)) })
	}
}

// add appends text and sends when it is time. The check of the clock makes up
// for timers that do not fire while a cell keeps the only thread busy.
func (b *buffer) add(name string, p []byte) {
	if name != b.name {
		b.send(len(b.text))
		b.name = name
	}
	if len(b.text) == 0 {
		b.since = time.Now()
	}
	b.text = append(b.text, p...)
	if len(p) > 0 {
		b.ended = p[len(p)-1]
	}
	if len(b.text) >= flushSize || time.Since(b.since) >= flushAfter {
		b.send(whole(b.text))
	}
}

// send passes on the first n bytes of the text.
func (b *buffer) send(n int) {
	if n == 0 {
		return
	}
	if b.out != nil {
		keep := n
		if room := max(0, maxOutput-b.sent); n > room {
			keep = whole(b.text[:room])
		}
		if keep > 0 {
			b.out.Stream(b.name, string(b.text[:keep]))
		}
		b.sent += n
		b.leave(b.text[keep:n])
	}
	b.text = append(b.text[:0], b.text[n:]...)
	b.since = time.Now()
}

// leave remembers the end of text that is left out.
func (b *buffer) leave(p []byte) {
	b.cut += len(p)
	b.tail = append(b.tail, p...)
	if n := len(b.tail) - maxTail; n > 0 {
		b.tail = append(b.tail[:0], b.tail[n:]...)
	}
}

// whole returns how many bytes of p make complete characters: a character that
// is still being written stays behind.
func whole(p []byte) int {
	for n := 1; n < utf8.UTFMax && n <= len(p); n++ {
		if tail := p[len(p)-n:]; utf8.RuneStart(tail[0]) {
			if utf8.FullRune(tail) {
				return len(p)
			}
			return len(p) - n
		}
	}
	return len(p)
}
