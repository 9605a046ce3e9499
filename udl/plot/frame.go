package plot

import (
	"fmt"
	"strings"
)

// layout says what stands around the data of a figure.
type layout struct {
	Config
	about  string // the figure in one line of text
	x, y   axis
	down   bool // y grows downwards
	dense  bool // many ticks, for axes that count
	legend []entry
	right  float64 // pixels kept free right of the data
}

// frame is a figure under construction: card, title, legend and axes stand, the
// data are still to be drawn inside.
type frame struct {
	writer
	layout
	top, bottom float64
}

// entry is a line of the legend.
type entry struct {
	name, attrs string // attrs of the path that is its sample
	dot         bool   // the sample is a point, not a line
}

const (
	legendRow = 18 // height of a row of the legend, in pixels
	gap       = 14 // between the card's edge and its content
)

// newFrame lays out the figure and draws everything but the data.
func newFrame(l layout) *frame {
	f := &frame{layout: l, top: gap, bottom: float64(l.Height) - gap - 16}
	f.open(l.Config, l.about)
	width := float64(l.Width)
	if l.Title != "" {
		f.top += 18
		f.text(gap, f.top-4, l.Title, fmt.Sprintf(`font-size="15" font-weight="600" fill="%s"`, titleInk))
	}
	f.top += f.samples(place(l.legend, width-2*gap)) + 8
	if l.XLabel != "" {
		f.bottom -= 18
	}
	f.y.from, f.y.to = f.bottom, f.top
	if l.down {
		f.y.from, f.y.to = f.top, f.bottom
	}
	xStep, yStep := 55.0, 38.0
	if l.dense {
		xStep, yStep = 20, 18
	}
	yTicks := f.y.ticks(yStep, false)
	left := float64(gap)
	for _, t := range yTicks {
		left = max(left, gap+textWidth(t.label, 12))
	}
	left += 6
	if l.YLabel != "" {
		left += 20
		middle := (f.top + f.bottom) / 2
		f.text(gap+8, middle, l.YLabel, fmt.Sprintf(`text-anchor="middle" transform="rotate(-90 %d %s)"`, gap+8, px(middle)))
	}
	f.x.from, f.x.to = left, width-gap-6-l.right
	f.grid(yTicks, f.x.ticks(xStep, true))
	if l.XLabel != "" {
		f.text((f.x.from+f.x.to)/2, float64(l.Height)-gap, l.XLabel, `text-anchor="middle"`)
	}
	return f
}

// grid draws the lines and numbers of both axes.
func (f *frame) grid(yTicks, xTicks []tick) {
	var lines strings.Builder
	for _, t := range yTicks {
		lines.WriteString("M" + at(f.x.from, f.y.at(t.value)) + "H" + px(f.x.to))
	}
	for _, t := range xTicks {
		lines.WriteString("M" + at(f.x.at(t.value), f.bottom) + "V" + px(f.top))
	}
	f.path(lines.String(), fmt.Sprintf(`stroke="%s" fill="none"`, gridInk))
	f.path("M"+at(f.x.from, f.bottom)+"H"+px(f.x.to), fmt.Sprintf(`stroke="%s" fill="none"`, axisInk))
	for _, t := range yTicks {
		f.text(f.x.from-6, f.y.at(t.value)+4, t.label, `text-anchor="end"`)
	}
	for _, t := range xTicks {
		f.text(f.x.at(t.value), f.bottom+17, t.label, `text-anchor="middle"`)
	}
}

// figure ends the document.
func (f *frame) figure() *Figure { return &Figure{svg: f.close(), text: f.about} }

// placed is an entry of the legend with its distance from the left.
type placed struct {
	entry
	x float64
}

// place breaks the legend into rows of the given width.
func place(legend []entry, width float64) [][]placed {
	var rows [][]placed
	x := width + 1
	for _, e := range legend {
		if e.name == "" {
			continue
		}
		w := 24 + textWidth(e.name, 12) + 16
		if len(rows) == 0 || x > 0 && x+w > width+16 {
			rows, x = append(rows, nil), 0
		}
		rows[len(rows)-1] = append(rows[len(rows)-1], placed{e, x})
		x += w
	}
	return rows
}

// samples draws the legend below the title and returns its height.
func (f *frame) samples(rows [][]placed) float64 {
	for i, row := range rows {
		y := f.top + legendRow*float64(i) + 10
		for _, e := range row {
			d := "M" + at(gap+e.x, y) + "h18"
			if e.dot {
				d = "M" + at(gap+e.x+12, y) + "h0"
			}
			f.path(d, e.attrs)
			f.text(gap+e.x+24, y+4, e.name, "")
		}
	}
	return legendRow * float64(len(rows))
}
