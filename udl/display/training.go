package display

import (
	"fmt"
	"html"
	"math"
	"strings"
	"sync"

	"github.com/udl-go/lab/udl"
)

// Training turns the progress events of a run into one picture that updates in
// place: a bar with epoch, rate, remaining time and metric, and the learning
// curve from the events marked as its points.
//
// A run shorter than 0.3 s shows nothing. The next run gets a place of its own.
type Training struct {
	mu   sync.Mutex
	show udl.DisplayFunc
	runs meters
}

// NewTraining returns a Training that draws through show, whose id is unique
// to each run.
func NewTraining(show func(b udl.Bundle, id string, update bool)) *Training {
	if show == nil {
		show = func(udl.Bundle, string, bool) {}
	}
	return &Training{show: show, runs: meters{}}
}

// Progress receives the next event; it is a udl.ProgressFunc.
func (t *Training) Progress(e udl.Progress) {
	t.mu.Lock()
	defer t.mu.Unlock()
	m := t.runs.take(e)
	update := m.shown
	if m.due() {
		t.show(udl.Bundle{"text/html": m.html(), "text/plain": m.line()}, m.id, update)
	}
}

// Colors follow the notebook's theme and fall back on ones that are readable
// on white and on black.
const (
	inkColor  = "var(--jp-ui-font-color1,inherit)"
	runColor  = "var(--jp-brand-color1,#2b8cd6)"
	doneColor = "var(--jp-success-color1,#2e9e57)"
	stopColor = "var(--jp-warn-color1,#d07a00)"
)

// html draws the run as it stands.
func (m *meter) html() string {
	color := runColor
	switch {
	case m.complete():
		color = doneColor
	case m.Final:
		color = stopColor
	}
	// Notebooks that are not trusted keep floats and pictures of HTML, but no
	// flexible boxes and no SVG.
	const sides = `<div style="overflow:hidden%s"><span style="float:left">%s</span> <span style="float:right">%s</span></div>`
	var b strings.Builder
	fmt.Fprintf(&b, `<div style="max-width:520px;margin:4px 0;font:13px/1.5 var(--jp-ui-font-family,system-ui,sans-serif);`+
		`font-variant-numeric:tabular-nums;color:%s">`, inkColor)
	fmt.Fprintf(&b, sides, "", "<b>"+html.EscapeString(m.Task)+"</b> "+m.epoch(), fmt.Sprintf("%d&#8239;%%", m.percent()))
	fmt.Fprintf(&b, `<div role="progressbar" aria-label="%s" aria-valuemin="0" aria-valuemax="100" aria-valuenow="%d" `+
		`style="height:6px;border-radius:3px;overflow:hidden;background:rgba(128,128,128,.25)">`+
		`<div style="height:100%%;width:%.1f%%;%s"></div></div>`,
		html.EscapeString(m.Task), m.percent(), 100*m.fraction(), ground(color))
	fmt.Fprintf(&b, sides, ";opacity:.8", html.EscapeString(join(" · ", m.state(), m.rate())), html.EscapeString(m.metric()))
	switch {
	case finite(m.points) == 0:
	case m.Final:
		b.WriteString(still(curve(m.points, m.Epochs, m.Metric, stillInk), m.Metric+" over the run"))
	default: // a picture would flicker
		b.WriteString(curve(m.points, m.Epochs, m.Metric, liveInk))
	}
	b.WriteString(`</div>`)
	return b.String()
}

// ground is the style of a ground in a theme's color, or in the plain one where
// sanitizers know no variables.
func ground(color string) string {
	_, plain, _ := strings.Cut(strings.TrimSuffix(color, ")"), ",")
	return "background-color:" + plain + ";background:" + color
}

func finite(x []float64) (n int) {
	for _, v := range x {
		if !math.IsNaN(v) && !math.IsInf(v, 0) {
			n++
		}
	}
	return n
}
