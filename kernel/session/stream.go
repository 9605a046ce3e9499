package session

import (
	"io"
	"sync"
	"time"
	"unicode/utf8"
)

const (
	flushAfter = 50 * time.Millisecond
	flushSize  = 64 << 10
)

// buffer joins small writes into stream messages. Text waits until there is
// much of it, until it has waited long, or until something else is to be shown.
type buffer struct {
	strays func(add func(name, text string))
	direct map[string]io.Writer // the host's streams, which lead back through strays

	mu    sync.Mutex
	out   Output // nil before the first cell
	name  string // stream of the text
	last  string // stream of the last direct write
	text  []byte
	since time.Time // when the text began to wait
	timer *time.Timer
}

// to directs later output to out.
func (b *buffer) to(out Output) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.drain()
	b.send(len(b.text))
	b.out = out
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

// frame passes on f after all text that came before it.
func (b *buffer) frame(f func(Output)) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.drain()
	b.send(len(b.text))
	if b.out != nil {
		f(b.out)
	}
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
		b.out.Stream(b.name, string(b.text[:n]))
	}
	b.text = append(b.text[:0], b.text[n:]...)
	b.since = time.Now()
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
