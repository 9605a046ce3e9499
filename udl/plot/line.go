package plot

import (
	"fmt"
	"strings"
)

const (
	maxMarked   = 25   // points of a series up to which each one gets a dot
	maxVertices = 1200 // of a drawn line; longer ones keep their extremes
)

// Line returns the series as lines, each in the order of its points. A value
// that cannot be drawn breaks its line.
//
// Errors: udl.ErrShape when the numbers of x and y values differ, udl.ErrRange
// when there is nothing to draw.
func Line(c Config, s ...Series) (*Figure, error) {
	c, err := c.withDefaults("Line")
	if err != nil {
		return nil, err
	}
	s, xs, ys, err := points("Line", c, s)
	if err != nil {
		return nil, err
	}
	var legend []entry
	for i, one := range s {
		legend = append(legend, entry{name: one.Name, attrs: lineAttrs(i)})
	}
	about := c.describe("line plot", fmt.Sprintf("%s; x %s to %s, y %s to %s",
		count(len(s), "series", "series"), short(xs.lo, 4), short(xs.hi, 4), short(ys.lo, 4), short(ys.hi, 4)))
	f := newFrame(layout{Config: c, about: about, x: xs.axis(false, .01), y: ys.axis(c.LogY, .05), legend: legend})
	for i, one := range s {
		one = thin(one)
		f.path(f.polyline(one), lineAttrs(i))
		if len(one.Y) <= maxMarked {
			f.path(f.dots(one), fmt.Sprintf(`stroke="%s" stroke-width="5.5" stroke-linecap="%s"`, hue(i), lineCap(i)))
		}
	}
	return f.figure(), nil
}

func lineAttrs(i int) string {
	return fmt.Sprintf(`fill="none" stroke="%s" stroke-width="2" stroke-linejoin="round" stroke-linecap="round"%s`, hue(i), dash(i))
}

// polyline returns the path of a series, broken at its gaps. A point between
// two gaps is a path of length zero, which its round ends make a dot.
func (f *frame) polyline(s Series) string {
	var b strings.Builder
	run := 0
	for i := range s.Y {
		if !drawn(s.Y[i], f.y.log) || !drawn(s.X[i], false) {
			if run == 1 {
				b.WriteString("h0")
			}
			run = 0
			continue
		}
		b.WriteString([]string{"M", "L"}[min(run, 1)])
		b.WriteString(at(f.x.at(s.X[i]), f.y.at(s.Y[i])))
		run++
	}
	if run == 1 {
		b.WriteString("h0")
	}
	return b.String()
}

// dots returns the path of a series as single points.
func (f *frame) dots(s Series) string {
	var b strings.Builder
	for i := range s.Y {
		if drawn(s.Y[i], f.y.log) && drawn(s.X[i], false) {
			b.WriteString("M" + at(f.x.at(s.X[i]), f.y.at(s.Y[i])) + "h0")
		}
	}
	return b.String()
}

// thin shortens a long series: of each stretch it keeps the lowest and the
// highest point, in order, and a gap if there is one.
func thin(s Series) Series {
	n := len(s.Y)
	if n <= maxVertices {
		return s
	}
	out := Series{Name: s.Name}
	keep := func(i int) { out.X, out.Y = append(out.X, s.X[i]), append(out.Y, s.Y[i]) }
	stretches := maxVertices / 2
	for k := range stretches {
		lo, hi, hole := -1, -1, -1
		for i := k * n / stretches; i < (k+1)*n/stretches; i++ {
			switch {
			case !drawn(s.Y[i], false) || !drawn(s.X[i], false):
				hole = i
			case lo < 0:
				lo, hi = i, i
			case s.Y[i] < s.Y[lo]:
				lo = i
			case s.Y[i] > s.Y[hi]:
				hi = i
			}
		}
		if lo >= 0 {
			keep(min(lo, hi))
			if lo != hi {
				keep(max(lo, hi))
			}
		}
		if hole >= 0 {
			keep(hole)
		}
	}
	return out
}

// count writes a number of things.
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
