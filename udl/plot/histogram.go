package plot

import (
	"fmt"
	"math"
	"strings"
)

const maxBins = 1000

// Histogram returns how often the Y values of each series fall into bins of
// equal width that all series share; X plays no part. With bins at most 0 their
// number is the square root of the number of values, from 5 to 60.
//
// Errors: udl.ErrRange when there is nothing to draw.
func Histogram(c Config, bins int, s ...Series) (*Figure, error) {
	c, err := c.withDefaults("Histogram")
	if err != nil {
		return nil, err
	}
	xs, longest := newDomain(), 0
	for _, one := range s {
		n := xs.n
		for _, v := range one.Y {
			if drawn(v, false) {
				xs.add(v)
			}
		}
		longest = max(longest, xs.n-n)
	}
	if xs.n == 0 {
		return nil, nothing("Histogram", false)
	}
	if bins <= 0 {
		bins = min(60, max(5, int(math.Sqrt(float64(longest)))))
	}
	bins = min(bins, maxBins)
	about := c.describe("histogram", fmt.Sprintf("%s from %s to %s in %s",
		count(xs.n, "value", "values"), short(xs.lo, 4), short(xs.hi, 4), count(bins, "bin", "bins")))
	if c.YLabel == "" {
		c.YLabel = "count"
	}
	x := xs.axis(false, 0)
	edges := x
	x = axis{lo: x.lo - .01*(x.hi-x.lo), hi: x.hi + .01*(x.hi-x.lo)}
	counts, most := make([][]int, len(s)), 0
	for i, one := range s {
		counts[i] = tally(one.Y, edges, bins)
		for _, n := range counts[i] {
			most = max(most, n)
		}
	}
	y := axis{lo: 0, hi: 1.05 * float64(most), whole: true}
	if c.LogY {
		y = axis{lo: .5, hi: 1.5 * float64(most), log: true}
	}
	var legend []entry
	for i, one := range s {
		legend = append(legend, entry{name: one.Name, attrs: fmt.Sprintf(`stroke="%s" stroke-width="9" stroke-opacity=".7"`, hue(i))})
	}
	f := newFrame(layout{Config: c, about: about, x: x, y: y, legend: legend})
	for i := range s {
		f.path(f.steps(counts[i], edges), fmt.Sprintf(`fill="%s" fill-opacity=".45" stroke="%s" stroke-width="1.3" stroke-linejoin="round"`, hue(i), hue(i)))
	}
	return f.figure(), nil
}

// tally counts the values in each bin; the last bin includes its upper edge.
func tally(values []float64, edges axis, bins int) []int {
	counts := make([]int, bins)
	for _, v := range values {
		if drawn(v, false) {
			k := int(float64(bins) * ((v - edges.lo) / (edges.hi - edges.lo)))
			counts[min(max(k, 0), bins-1)]++
		}
	}
	return counts
}

// steps returns the outline of the bars, down to the axis.
func (f *frame) steps(counts []int, edges axis) string {
	edge := func(k int) string {
		return px(f.x.at(edges.lo + (edges.hi-edges.lo)*float64(k)/float64(len(counts))))
	}
	var b strings.Builder
	b.WriteString("M" + edge(0) + " " + px(f.y.from))
	for k, n := range counts {
		top := f.y.from
		if n > 0 {
			top = f.y.at(float64(n))
		}
		b.WriteString("V" + px(top) + "H" + edge(k+1))
	}
	b.WriteString("V" + px(f.y.from) + "Z")
	return b.String()
}
