package display

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"

	"github.com/udl-go/lab/udl"
)

// Both bars stay silent for runs shorter than patience and are redrawn at most
// once every beat.
const (
	patience = 300 * time.Millisecond
	beat     = 100 * time.Millisecond
)

// meter follows one run: what is finished, how fast, how long still.
type meter struct {
	udl.Progress
	start  time.Time     // of this side's clock, for events without Elapsed
	drawn  time.Duration // when the run was last drawn
	shown  bool          // drawn at least once
	points []float64     // of the learning curve
	id     string        // the place of the run's picture
	tenth  int           // the last tenth of the run that got a line of its own
}

// meters follows the runs that have begun and not ended, by task: a run may
// report another one inside it.
type meters map[string]*meter

// take stores the next event and returns the meter of its run.
func (ms meters) take(e udl.Progress) *meter {
	m := ms[e.Task]
	if m == nil {
		m = &meter{start: time.Now(), id: fmt.Sprintf("udl-%016x", rand.Uint64())}
		ms[e.Task] = m
	}
	if e.Elapsed <= 0 {
		e.Elapsed = time.Since(m.start)
	}
	if e.Done < m.Done && e.Elapsed < m.Elapsed/2 {
		m.drawn, m.tenth, m.points = 0, 0, nil // the last run ended without saying so
	}
	if e.NewMark {
		m.points = append(m.points, e.Value)
	}
	if e.Final {
		delete(ms, e.Task)
	}
	m.Progress = e
	return m
}

// due reports whether the run should be drawn now, and takes it as drawn.
func (m *meter) due() bool {
	if !m.shown && m.Elapsed < patience || m.shown && !m.Final && m.Elapsed-m.drawn < beat {
		return false
	}
	m.shown, m.drawn = true, m.Elapsed
	return true
}

// fraction is the finished share of the run, from 0 to 1.
func (m *meter) fraction() float64 {
	if m.Total <= 0 {
		return 0
	}
	return min(1, max(0, float64(m.Done)/float64(m.Total)))
}

func (m *meter) percent() int { return int(100 * m.fraction()) }

// complete reports whether a run has ended with all its work done.
func (m *meter) complete() bool { return m.Final && m.Done >= m.Total }

// rate returns units per second as text, empty before there is any.
func (m *meter) rate() string {
	if m.Done <= 0 || m.Elapsed <= 0 {
		return ""
	}
	unit := m.Unit
	if unit == "" {
		unit = "it"
	}
	r := float64(m.Done) / m.Elapsed.Seconds()
	if r < 1 {
		return fmt.Sprintf("%.1f s/%s", 1/r, unit)
	}
	if r < 10 {
		return fmt.Sprintf("%.1f %s/s", r, unit)
	}
	return fmt.Sprintf("%.0f %s/s", r, unit)
}

// eta returns the time still needed at the mean pace so far.
func (m *meter) eta() string {
	f := m.fraction()
	if f == 0 || m.Final {
		return ""
	}
	return clock(time.Duration(float64(m.Elapsed) * (1 - f) / f))
}

// state says how far the run is in time: running, done or stopped.
func (m *meter) state() string {
	switch {
	case m.complete():
		return "done in " + clock(m.Elapsed)
	case m.Final:
		return "stopped after " + clock(m.Elapsed)
	case m.eta() == "":
		return clock(m.Elapsed)
	}
	return clock(m.Elapsed) + ", ETA " + m.eta()
}

// epoch returns "epoch k/n", empty for work without epochs.
func (m *meter) epoch() string {
	if m.Epoch <= 0 {
		return ""
	}
	if m.Epochs <= 0 {
		return fmt.Sprintf("epoch %d", m.Epoch)
	}
	return fmt.Sprintf("epoch %d/%d", m.Epoch, m.Epochs)
}

// metric returns "name value", empty when there is none yet: training has no
// value before its first epoch ends.
func (m *meter) metric() string {
	if m.Metric == "" || math.IsNaN(m.Value) && len(m.points) == 0 {
		return ""
	}
	return m.Metric + " " + number(m.Value)
}

// line is the run in one line of text.
func (m *meter) line() string {
	head := m.Task
	if !m.complete() {
		head += fmt.Sprintf(" %d %%", m.percent())
	}
	return join(": ", head, join(", ", m.epoch(), m.state(), m.rate(), m.metric()))
}

// clock prints a duration as mm:ss, with hours when there are any.
func clock(d time.Duration) string {
	s := int64(d.Round(time.Second) / time.Second)
	if s < 3600 {
		return fmt.Sprintf("%02d:%02d", s/60, s%60)
	}
	return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
}

// number prints a metric with four significant digits.
func number(v float64) string {
	if a := math.Abs(v); a >= 1e4 && a < 1e7 {
		return strconv.FormatFloat(v, 'f', 0, 64)
	}
	return strconv.FormatFloat(v, 'g', 4, 64)
}

// join puts sep between the parts that are not empty.
func join(sep string, parts ...string) string {
	var kept []string
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, sep)
}
