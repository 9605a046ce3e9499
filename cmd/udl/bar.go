package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"time"

	"golang.org/x/term"

	"github.com/udl-go/lab/internal/notebook"
)

// bar shows how far the run of a notebook is: on a terminal as one line, redrawn
// in place; elsewhere as a line now and then.
type bar struct {
	w     io.Writer
	width func() int // columns of the terminal; nil for any other writer
	began time.Time
	stop  chan struct{}
	ended sync.WaitGroup

	mu      sync.Mutex
	event   notebook.Event
	printed notebook.Event // the last event that got a line of its own
	at      time.Time      // when
}

// Intervals between redraws on a terminal, and between lines about one cell
// elsewhere.
const redraw, relate = 200 * time.Millisecond, 15 * time.Second

// newBar returns a bar on w that lives until close.
func newBar(w io.Writer) *bar {
	b := &bar{w: w, began: time.Now(), stop: make(chan struct{})}
	if f, ok := w.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		b.width = func() int {
			if n, _, err := term.GetSize(int(f.Fd())); err == nil && n > 0 {
				return n
			}
			return 80
		}
	}
	b.ended.Go(b.tick)
	return b
}

// progress takes the next event.
func (b *bar) progress(e notebook.Event) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if e.Note == "" && e.Done == b.event.Done {
		e.Note = b.event.Note
	}
	b.event = e
	if b.width == nil {
		b.relate()
	}
}

// close ends the bar; what a terminal shows of it goes away.
func (b *bar) close() {
	close(b.stop)
	b.ended.Wait()
	if b.width != nil {
		fmt.Fprint(b.w, "\r\x1b[K")
	}
}

func (b *bar) tick() {
	t := time.NewTicker(redraw)
	defer t.Stop()
	for {
		select {
		case <-b.stop:
			return
		case <-t.C:
			if b.width != nil {
				b.mu.Lock()
				line := barLine(b.event, time.Since(b.began), b.width()-1)
				b.mu.Unlock()
				fmt.Fprint(b.w, "\r"+line+"\x1b[K")
			}
		}
	}
}

// relate prints a line when a cell has ended, and now and then what a long one says.
func (b *bar) relate() {
	moved := b.event.Done > b.printed.Done
	long := b.event.Note != b.printed.Note && time.Since(b.at) > relate
	if b.at.IsZero() {
		b.at = b.began
	}
	if !moved && !long {
		return
	}
	b.printed, b.at = b.event, time.Now()
	fmt.Fprintln(b.w, barLine(b.event, time.Since(b.began), 120))
}

// barLine draws an event in at most so many columns.
func barLine(e notebook.Event, elapsed time.Duration, width int) string {
	const cells = 20
	full := 0
	if e.Total > 0 {
		full = cells * e.Done / e.Total
	}
	s := int(elapsed.Seconds())
	line := fmt.Sprintf("%s%s %d/%d cells %d:%02d", strings.Repeat("█", full), strings.Repeat("░", cells-full), e.Done, e.Total, s/60, s%60)
	if e.Note != "" && e.Done < e.Total {
		line += "  " + e.Note
	}
	if r := []rune(line); len(r) > width {
		line = string(r[:max(0, width)])
	}
	return line
}
