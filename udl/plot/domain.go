package plot

import (
	"fmt"
	"math"

	"github.com/udl-go/lab/udl"
)

// Bounds of the values that are drawn: beyond them, ranges overflow.
const huge, hugeLog = 1e300, 1e200

// drawn reports whether a value is drawn; others are gaps.
func drawn(v float64, log bool) bool {
	if log {
		return v >= 1/hugeLog && v <= hugeLog
	}
	return math.Abs(v) <= huge // false for NaN
}

// domain collects the range of values.
type domain struct {
	lo, hi float64
	n      int
	whole  bool // all values are whole numbers
}

func newDomain() domain { return domain{lo: math.Inf(1), hi: math.Inf(-1), whole: true} }

func (d *domain) add(v float64) {
	d.lo, d.hi, d.n = min(d.lo, v), max(d.hi, v), d.n+1
	d.whole = d.whole && v == math.Trunc(v)
}

// axis returns the domain with room at both ends, a share of its width.
func (d domain) axis(log bool, room float64) axis {
	lo, hi := d.lo, d.hi
	if log {
		if math.Log(hi)-math.Log(lo) < 1e-6 {
			lo, hi = lo/2, hi*2
		}
		f := math.Exp(room * (math.Log(hi) - math.Log(lo)))
		return axis{lo: lo / f, hi: hi * f, log: true}
	}
	size := max(math.Abs(lo), math.Abs(hi))
	if hi-lo <= 1e-9*size || hi-lo < 1e-300 { // one value, up to rounding
		wide := max(size/10, 1e-290)
		if size == 0 {
			wide = 1
		}
		lo, hi = lo-wide, hi+wide
	}
	room *= hi - lo
	return axis{lo: lo - room, hi: hi + room, whole: d.whole}
}

// points returns the series with X filled in, and the domains of what is drawn.
func points(op string, c Config, series []Series) (full []Series, x, y domain, err error) {
	x, y = newDomain(), newDomain()
	for i, s := range series {
		if s.X == nil {
			s.X = make([]float64, len(s.Y))
			for j := range s.X {
				s.X[j] = float64(j + 1)
			}
		}
		if len(s.X) != len(s.Y) {
			return nil, x, y, fmt.Errorf("plot: %s: series %s has %d x and %d y values: %w", op, s.id(i), len(s.X), len(s.Y), udl.ErrShape)
		}
		if s.Labels != nil && len(s.Labels) != len(s.Y) {
			return nil, x, y, fmt.Errorf("plot: %s: series %s has %d points and %d labels: %w", op, s.id(i), len(s.Y), len(s.Labels), udl.ErrShape)
		}
		for j, v := range s.Y {
			if drawn(v, c.LogY) && drawn(s.X[j], false) {
				x.add(s.X[j])
				y.add(v)
			}
		}
		full = append(full, s)
	}
	if y.n == 0 {
		return nil, x, y, nothing(op, c.LogY)
	}
	return full, x, y, nil
}

// nothing reports that there is nothing to draw.
func nothing(op string, log bool) error {
	what := "finite"
	if log {
		what = "positive"
	}
	return fmt.Errorf("plot: %s: there are no %s values to draw: %w", op, what, udl.ErrRange)
}

// id names a series in an error.
func (s Series) id(i int) string {
	if s.Name != "" {
		return fmt.Sprintf("%q", s.Name)
	}
	return fmt.Sprint(i)
}
