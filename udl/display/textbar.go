package display

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/udl-go/lab/udl"
)

// TextBar returns a function that shows progress on w. On a terminal it is one
// line, redrawn in place: bar, epoch, remaining time, rate and metric, as much
// as the width allows. On any other writer it prints a line for every tenth of
// the run. Runs shorter than 0.3 s print nothing.
func TextBar(w io.Writer) udl.ProgressFunc {
	return newTextBar(w, widthOf(w)).progress
}

// textBar redraws a line of at most width() columns; without width it prints
// plain lines.
type textBar struct {
	mu    sync.Mutex
	w     io.Writer
	width func() int
	runs  meters
	drawn int // columns of the line on the screen
}

func newTextBar(w io.Writer, width func() int) *textBar {
	return &textBar{w: w, width: width, runs: meters{}}
}

func (t *textBar) progress(e udl.Progress) {
	t.mu.Lock()
	defer t.mu.Unlock()
	m := t.runs.take(e)
	if t.width != nil {
		t.redraw(m)
		return
	}
	tenth := m.percent() / 10
	if (tenth > m.tenth || e.Final) && m.due() {
		m.tenth = tenth
		fmt.Fprintln(t.w, m.line())
	}
}

func (t *textBar) redraw(m *meter) {
	if !m.due() {
		return
	}
	line := fit(m, t.width()-1) // a full last column would wrap
	n := utf8.RuneCountInString(line)
	pad := strings.Repeat(" ", max(0, t.drawn-n))
	t.drawn = n
	if m.Final {
		pad, t.drawn = pad+"\n", 0
	}
	fmt.Fprint(t.w, "\r"+line+pad)
}

// fit returns the longest form of the run's line that width columns hold,
// filled up with the bar.
func fit(m *meter, width int) string {
	percent := fmt.Sprintf("%3d %%", m.percent())
	state := m.state()
	var left, right string
	for _, parts := range [][]string{
		{m.epoch(), state, m.rate(), m.metric()},
		{m.epoch(), state, m.metric()},
		{m.epoch(), state},
		{state},
		{},
	} {
		left, right = m.Task, join(" · ", parts...)
		if room(left, percent, right, width) >= minBar {
			break
		}
	}
	n := min(maxBar, room(left, percent, right, width))
	if n < minBar {
		short := []rune(join(" ", strings.TrimSpace(percent), left))
		return string(short[:max(0, min(len(short), width))])
	}
	if n >= 10 {
		n -= n % 5 // the same length while the numbers beside it change
	}
	full := int(float64(n)*m.fraction() + 0.5)
	bar := strings.Repeat("█", full) + strings.Repeat("░", n-full)
	return join(" ", left, bar, percent, right)
}

// Bounds of the bar itself, in columns.
const minBar, maxBar = 8, 30

// room is what is left for the bar between the other parts.
func room(left, percent, right string, width int) int {
	used := utf8.RuneCountInString(left) + 1 + utf8.RuneCountInString(percent) + 1
	if right != "" {
		used += utf8.RuneCountInString(right) + 1
	}
	return width - used
}
