package plot

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
)

// maxExact is the number of points up to which each one has its exact place;
// beyond it they share places half a pixel apart.
const maxExact = 3000

// Scatter returns the points of the series, colored by series or, where a
// series has Labels, by class.
//
// Errors: udl.ErrShape when the numbers of x, y and labels differ, udl.ErrRange
// when there is nothing to draw.
func Scatter(c Config, s ...Series) (*Figure, error) {
	c, err := c.withDefaults("Scatter")
	if err != nil {
		return nil, err
	}
	s, xs, ys, err := points("Scatter", c, s)
	if err != nil {
		return nil, err
	}
	groups := grouped(s)
	var legend []entry
	for _, g := range groups {
		legend = append(legend, entry{name: g.name, attrs: g.attrs(9, 1), dot: true})
	}
	about := c.describe("scatter plot", fmt.Sprintf("%s; x %s to %s, y %s to %s",
		count(ys.n, "point", "points"), short(xs.lo, 4), short(xs.hi, 4), short(ys.lo, 4), short(ys.hi, 4)))
	f := newFrame(layout{Config: c, about: about, x: xs.axis(false, .03), y: ys.axis(c.LogY, .04), legend: legend})
	for _, g := range groups {
		f.path(f.cloud(g.Series, ys.n > maxExact), g.attrs(markerSize(ys.n), .75))
	}
	return f.figure(), nil
}

// group is the points of one color.
type group struct {
	Series
	name string
	id   int
}

func (g group) attrs(size, opacity float64) string {
	if lineCap(g.id) == "square" {
		size *= .85 // of the same weight as a dot
	}
	return fmt.Sprintf(`stroke="%s" stroke-width="%s" stroke-linecap="%s" stroke-opacity="%g"`,
		hue(g.id), px(size), lineCap(g.id), opacity)
}

// grouped sorts the points by color: series without labels first, then classes.
func grouped(series []Series) []group {
	var groups []group
	classes := map[int]*group{}
	for i, s := range series {
		if s.Labels == nil {
			groups = append(groups, group{Series: s, name: s.Name, id: i})
			continue
		}
		for j, label := range s.Labels {
			g := classes[label]
			if g == nil {
				g = &group{name: fmt.Sprint(label), id: label}
				if label < 0 {
					g.name = "none"
				}
				classes[label] = g
			}
			g.X, g.Y = append(g.X, s.X[j]), append(g.Y, s.Y[j])
		}
	}
	for _, label := range slices.Sorted(maps.Keys(classes)) {
		groups = append(groups, *classes[label])
	}
	return groups
}

// cloud returns the path of the points; a coarse one has each place once.
func (f *frame) cloud(s Series, coarse bool) string {
	if !coarse {
		return f.dots(s)
	}
	seen := map[[2]float64]bool{}
	var b strings.Builder
	for i := range s.Y {
		if !drawn(s.Y[i], f.y.log) || !drawn(s.X[i], false) {
			continue
		}
		p := [2]float64{math.Round(2*f.x.at(s.X[i])) / 2, math.Round(2*f.y.at(s.Y[i])) / 2}
		if !seen[p] {
			seen[p] = true
			b.WriteString("M" + at(p[0], p[1]) + "h0")
		}
	}
	return b.String()
}

// markerSize returns the diameter of n points, in pixels.
func markerSize(n int) float64 {
	switch {
	case n <= 200:
		return 7
	case n <= 2000:
		return 4.5
	}
	return 3
}
