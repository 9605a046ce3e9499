package session

import (
	"fmt"
	"runtime"
	"time"
)

// watch measures what a job takes. The zero value measures nothing.
type watch struct {
	start time.Time
	bytes uint64
}

func newWatch(on bool) watch {
	if !on {
		return watch{}
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return watch{time.Now(), m.TotalAlloc}
}

// tell prints the time and the memory that was asked for.
func (w watch) tell(s *Session) {
	if w.start.IsZero() {
		return
	}
	d := time.Since(w.start)
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	round := max(time.Duration(1), time.Duration(pow10(len(fmt.Sprint(int64(d)))-3)))
	text := fmt.Sprintf("time: %v, allocated: %s\n", d.Round(round), inBytes(float64(m.TotalAlloc-w.bytes)))
	if s.out.inLine() {
		text = "\n" + text
	}
	_, _ = s.out.writer("stdout").Write([]byte(text))
}

func pow10(n int) int64 {
	x := int64(1)
	for range n {
		x *= 10
	}
	return x
}

// inBytes spells a number of bytes.
func inBytes(n float64) string {
	for _, unit := range []string{"B", "kB", "MB"} {
		if n < 1000 {
			return fmt.Sprintf("%.3g %s", n, unit)
		}
		n /= 1000
	}
	return fmt.Sprintf("%.3g GB", n)
}
