package display

import (
	"encoding/base64"
	"fmt"
	"html"
	"math"
	"strings"
)

// Geometry of the live curve, in pixels.
const (
	curveWidth, curveHeight = 520, 120
	curveLeft, curveRight   = 56, 512
	curveTop, curveBottom   = 12, 96
	maxPoints               = 240 // drawn points of a curve
)

// ink is what a drawing is drawn with.
type ink struct{ text, rule, line, font string }

// A drawing in the page has the page's colors. A picture cannot know them: its
// own are readable on white and on black.
var (
	liveInk  = ink{text: "currentColor", rule: ".18", line: runColor}
	stillInk = ink{text: "#808080", rule: ".3", line: "#2b8cd6", font: `font-family="system-ui,sans-serif" `}
)

// still is a drawing as a picture, which says alt to those who cannot see it.
func still(svg, alt string) string {
	return fmt.Sprintf(`<img alt="%s" style="width:100%%;height:auto;display:block" src="data:image/svg+xml;base64,%s"/>`,
		html.EscapeString(alt), base64.StdEncoding.EncodeToString([]byte(svg)))
}

// curve draws the points of a learning curve as a small SVG picture; total is
// the number of points that the whole run will have, 0 when unknown.
func curve(points []float64, total int, name string, c ink) string {
	lo, hi := span(points)
	n := max(len(points), total, 2)
	x := func(i int) float64 {
		return curveLeft + (curveRight-curveLeft)*float64(i)/float64(n-1)
	}
	y := func(v float64) float64 {
		return curveBottom - (curveBottom-curveTop)*(v-lo)/(hi-lo)
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 %d %d" style="width:100%%;height:auto;display:block" `+
		`font-size="11" %sfill="%s">`, curveWidth, curveHeight, c.font, c.text)
	fmt.Fprintf(&b, `<title>%s, point %d of %d</title>`, html.EscapeString(name), len(points), n)
	for _, v := range []float64{hi, (lo + hi) / 2, lo} {
		fmt.Fprintf(&b, `<path d="M%d %.1fH%d" stroke="%s" stroke-opacity="%s"/>`, curveLeft, y(v), curveRight, c.text, c.rule)
		if v != (lo+hi)/2 {
			fmt.Fprintf(&b, `<text x="%d" y="%.1f" text-anchor="end">%s</text>`, curveLeft-6, y(v)+4, number(v))
		}
	}
	fmt.Fprintf(&b, `<text x="%d" y="%d">1</text><text x="%d" y="%d" text-anchor="end">%d</text>`,
		curveLeft, curveBottom+16, curveRight, curveBottom+16, n)
	if total > 0 {
		fmt.Fprintf(&b, `<text x="%d" y="%d" text-anchor="middle">epoch</text>`, (curveLeft+curveRight)/2, curveBottom+16)
	}
	stroke(&b, points, x, y, c.line)
	b.WriteString(`</svg>`)
	return b.String()
}

// stroke draws the line, broken where a point is not finite, and a dot at its end.
func stroke(b *strings.Builder, points []float64, x func(int) float64, y func(float64) float64, color string) {
	step := 1 + (len(points)-1)/maxPoints
	var path strings.Builder
	move, last := "M", 0
	for i, v := range points {
		if math.IsNaN(v) || math.IsInf(v, 0) {
			move = "M"
			continue
		}
		last = i
		if i%step == 0 || i == len(points)-1 {
			fmt.Fprintf(&path, "%s%.1f %.1f", move, x(i), y(v))
			move = "L"
		}
	}
	fmt.Fprintf(b, `<path d="%s" fill="none" style="stroke:%s" stroke-width="1.8" stroke-linejoin="round" stroke-linecap="round"/>`,
		path.String(), color)
	fmt.Fprintf(b, `<circle cx="%.1f" cy="%.1f" r="3" style="fill:%s"/>`, x(last), y(points[last]), color)
}

// span returns the range of the finite points, widened when they are all equal.
func span(points []float64) (lo, hi float64) {
	lo, hi = math.Inf(1), math.Inf(-1)
	for _, v := range points {
		if !math.IsNaN(v) && !math.IsInf(v, 0) {
			lo, hi = min(lo, v), max(hi, v)
		}
	}
	if lo == hi {
		d := max(math.Abs(lo)/10, 1e-6)
		return lo - d, hi + d
	}
	return lo, hi
}
