package display

import (
	"bytes"
	"encoding/base64"
	"encoding/xml"
	"io"
	"math"
	"os"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/udl"
)

// run sends the events of a training run: epochs of 10 batches that take
// batch each.
func run(f udl.ProgressFunc, task string, epochs int, batch time.Duration) {
	const batches = 10
	total := epochs * batches
	for i := range total {
		f(udl.Progress{
			Task: task, Unit: "batch", Done: i + 1, Total: total, Epoch: i/batches + 1, Epochs: epochs,
			Metric: "reconstruction <error>", Value: 10 / float64(i+1), NewMark: (i+1)%batches == 0,
			Elapsed: time.Duration(i+1) * batch, Final: i+1 == total,
		})
	}
}

type shown struct {
	b      udl.Bundle
	id     string
	update bool
}

func record() (*Training, *[]shown) {
	var out []shown
	return NewTraining(func(b udl.Bundle, id string, update bool) { out = append(out, shown{b, id, update}) }), &out
}

func TestTrainingUpdatesOnePlace(t *testing.T) {
	tr, out := record()
	run(tr.Progress, "rbm.Fit", 5, 20*time.Millisecond)
	all := *out
	require.Len(t, all, 8, "at 0.3, 0.4 … 1.0 s")
	for i, s := range all {
		assert.Equal(t, all[0].id, s.id)
		assert.Equal(t, i > 0, s.update)
	}
	assert.Equal(t, "rbm.Fit 30 %: epoch 2/5, 00:00, ETA 00:01, 50 batch/s, reconstruction <error> 0.6667", all[0].b["text/plain"])
	last := all[len(all)-1].b
	assert.Equal(t, "rbm.Fit: epoch 5/5, done in 00:01, 50 batch/s, reconstruction <error> 0.2", last["text/plain"])
	for _, want := range []string{"<b>rbm.Fit</b> epoch 5/5", "100&#8239;%", "width:100.0%", "reconstruction &lt;error&gt; 0.2", doneColor} {
		assert.Contains(t, last["text/html"], want)
	}
	for _, live := range all[:len(all)-1] {
		assert.Contains(t, live.b["text/html"], "<svg")
	}
	assert.Contains(t, picture64(t, last["text/html"].(string)), "point 5 of 5")
	for _, lost := range []string{"<svg", "flex"} { // in notebooks that are not trusted
		assert.NotContains(t, last["text/html"], lost)
	}
	assert.NotContains(t, last["text/html"], "<script")

	run(tr.Progress, "rbm.Fit", 5, 20*time.Millisecond)
	assert.Len(t, *out, 16)
	assert.NotEqual(t, all[0].id, (*out)[8].id, "the next run has its own place")
	assert.False(t, (*out)[8].update)
}

// picture64 is the SVG picture in a text of HTML.
func picture64(t *testing.T, html string) string {
	t.Helper()
	_, rest, ok := strings.Cut(html, "data:image/svg+xml;base64,")
	require.True(t, ok, html)
	data, _, _ := strings.Cut(rest, `"`)
	svg, err := base64.StdEncoding.DecodeString(data)
	require.NoError(t, err)
	wellFormed(t, string(svg))
	return string(svg)
}

func TestTrainingLeavesShortRunsAlone(t *testing.T) {
	tr, out := record()
	run(tr.Progress, "rbm.Fit", 1, time.Millisecond)
	assert.Empty(t, *out)
	NewTraining(nil).Progress(udl.Progress{Elapsed: time.Hour})
}

func TestTrainingDrawsLastEvent(t *testing.T) {
	tr, out := record()
	tr.Progress(udl.Progress{Task: "fit", Done: 1, Total: 4, Elapsed: time.Second})
	tr.Progress(udl.Progress{Task: "fit", Done: 2, Total: 4, Elapsed: time.Second + 1, Final: true})
	require.Len(t, *out, 2)
	assert.Equal(t, "fit 50 %: stopped after 00:01, 2.0 it/s", (*out)[1].b["text/plain"])
	assert.Contains(t, (*out)[1].b["text/html"], stopColor)
}

func TestTrainingInsideTraining(t *testing.T) {
	tr, out := record()
	tr.Progress(udl.Progress{Task: "fit", Done: 1, Total: 2, Elapsed: time.Second})
	run(tr.Progress, "score", 1, 50*time.Millisecond)
	tr.Progress(udl.Progress{Task: "fit", Done: 2, Total: 2, Elapsed: 2 * time.Second, Final: true})
	first, last := (*out)[0], (*out)[len(*out)-1]
	assert.Equal(t, first.id, last.id)
	assert.NotEqual(t, first.id, (*out)[1].id)
	assert.True(t, last.update)
}

func TestTrainingRestartsAfterRunWithoutEnd(t *testing.T) {
	tr, out := record()
	tr.Progress(udl.Progress{Task: "fit", Done: 90, Total: 100, Elapsed: time.Hour, NewMark: true})
	tr.Progress(udl.Progress{Task: "fit", Done: 1, Total: 100, Elapsed: time.Second})
	assert.Len(t, *out, 2)
	assert.NotContains(t, (*out)[1].b["text/html"], "<svg", "the old curve is gone")
}

// Before the first epoch ends there is no value; later a NaN is news.
func TestMetricWithoutAValue(t *testing.T) {
	ms := meters{}
	e := udl.Progress{Task: "fit", Done: 1, Total: 9, Metric: "likelihood", Value: math.NaN(), Elapsed: time.Second}
	assert.NotContains(t, ms.take(e).line(), "likelihood")
	e.Value, e.NewMark = -3, true
	assert.Contains(t, ms.take(e).line(), "likelihood -3")
	e.Value = math.NaN()
	assert.Contains(t, ms.take(e).line(), "likelihood NaN")
}

func TestTrainingFromManyGoroutines(t *testing.T) {
	tr, out := record()
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() { run(tr.Progress, "fit", 3, 50*time.Millisecond) })
	}
	wg.Wait()
	assert.NotEmpty(t, *out)
}

// The picture must be well-formed whatever the metric does.
func TestCurve(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	long := make([]float64, 5000)
	for i := range long {
		long[i] = math.Sin(float64(i))
	}
	for _, points := range [][]float64{{1}, {2, 2, 2}, {nan, 1, inf, 2}, {1, nan}, {-1e300, 1e300}, long} {
		svg := curve(points, 3, `a<b & "c"`, liveInk)
		assert.NotContains(t, svg, "NaN")
		assert.Less(t, len(svg), 6000)
		wellFormed(t, svg)
	}
	assert.Contains(t, curve([]float64{0, 1}, 3, "", stillInk), `d="M56.0 96.0L284.0 12.0"`)
	assert.Equal(t, 0, finite([]float64{nan, inf}))
}

func wellFormed(t *testing.T, s string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(s))
	for {
		if _, err := d.Token(); err == io.EOF {
			return
		} else if err != nil {
			require.NoError(t, err, s)
		}
	}
}

func TestTextBarPlain(t *testing.T) {
	var buf bytes.Buffer
	run(TextBar(&buf), "rbm.Fit", 10, time.Second)
	lines := strings.Split(strings.TrimSuffix(buf.String(), "\n"), "\n")
	assert.Len(t, lines, 10)
	assert.Equal(t, "rbm.Fit 10 %: epoch 1/10, 00:10, ETA 01:30, 1.0 batch/s, reconstruction <error> 1", lines[0])
	assert.Equal(t, "rbm.Fit: epoch 10/10, done in 01:40, 1.0 batch/s, reconstruction <error> 0.1", lines[9])

	buf.Reset()
	run(TextBar(&buf), "quick", 1, time.Millisecond)
	assert.Empty(t, buf.String())
}

func TestTextBarTerminal(t *testing.T) {
	for _, width := range []int{200, 100, 60, 40, 25, 12, 5, 1} {
		var buf bytes.Buffer
		run(newTextBar(&buf, func() int { return width }).progress, "rbm.Fit", 10, time.Second)
		out := buf.String()
		assert.True(t, strings.HasSuffix(out, "\n"), "ends the line")
		assert.Equal(t, 1, strings.Count(out, "\n"))
		for _, line := range strings.Split(strings.Trim(out, "\r\n"), "\r") {
			assert.Less(t, utf8.RuneCountInString(line), max(width, 1)+1, "width %d: %q", width, line)
		}
	}
	var buf bytes.Buffer
	run(newTextBar(&buf, func() int { return 100 }).progress, "rbm.Fit", 10, time.Second)
	frames := strings.Split(buf.String(), "\r")
	assert.Equal(t, "rbm.Fit █░░░░░░░░  12 % epoch 2/10 · 00:12, ETA 01:28 · 1.0 batch/s · reconstruction <error> 0.8333",
		strings.TrimRight(frames[12], " "))
}

func TestTextBarErasesLongerLine(t *testing.T) {
	var buf bytes.Buffer
	f := newTextBar(&buf, func() int { return 80 }).progress
	f(udl.Progress{Task: "fit", Done: 1, Total: 2, Metric: "a very long name", Elapsed: time.Second})
	f(udl.Progress{Task: "fit", Done: 2, Total: 2, Elapsed: 2 * time.Second, Final: true})
	frames := strings.Split(strings.TrimSuffix(buf.String(), "\n"), "\r")
	assert.GreaterOrEqual(t, utf8.RuneCountInString(frames[2]), utf8.RuneCountInString(frames[1]))
}

func TestWidthOfFile(t *testing.T) {
	assert.Nil(t, widthOf(&bytes.Buffer{}))
	assert.Nil(t, widthOf((*os.File)(nil)))
}

func TestMeterText(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0: "00:00", 59500 * time.Millisecond: "01:00", 61 * time.Minute: "1:01:00", 100 * time.Hour: "100:00:00",
	} {
		assert.Equal(t, want, clock(d))
	}
	for v, want := range map[float64]string{0.123456: "0.1235", 12345.6: "12346", -89.125: "-89.12", 1e9: "1e+09", 5: "5"} {
		assert.Equal(t, want, number(v))
	}
	m := meter{Progress: udl.Progress{Task: "t", Done: 5, Elapsed: time.Minute}} // no total
	assert.Equal(t, "t 0 %: 01:00, 12.0 s/it", m.line())
	m = meter{Progress: udl.Progress{Task: "t", Done: 50, Total: 10, Epoch: 3, Elapsed: time.Second}}
	assert.Equal(t, "t 100 %: epoch 3, 00:01, ETA 00:00, 50 it/s", m.line())
	assert.Equal(t, 0, (&meter{Progress: udl.Progress{Done: -5, Total: 10}}).percent())
	m = meter{}
	m.Progress = udl.Progress{Elapsed: 1}
	assert.False(t, m.due())
}

func TestClockOfThisSide(t *testing.T) {
	m := meters{}.take(udl.Progress{Task: "t", Done: 1})
	assert.Positive(t, m.Elapsed)
}
