package plot

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"image"
	"image/color"
	"image/png"

	"github.com/udl-go/lab/compute"
	"github.com/udl-go/lab/udl"
)

// Heatmap returns a matrix as colored cells, row 0 at the top, with a color bar.
// Values of both signs get a scale that is white at zero, others one from dark
// (low) to light (high); NaN and infinite values are grey. Cells large enough
// hold their number. Config.LogY plays no part.
//
// Errors: udl.ErrShape when x is not a matrix, udl.ErrRange when it is empty,
// too large or has no finite value.
func Heatmap(c Config, x *compute.Tensor) (*Figure, error) {
	c, err := c.withDefaults("Heatmap")
	if err != nil {
		return nil, err
	}
	if x == nil || x.Dims() != 2 {
		return nil, fmt.Errorf("plot: Heatmap: the tensor is not a matrix: %w", udl.ErrShape)
	}
	rows, cols := x.Rows(), x.Cols()
	if x.Len() > maxPixels {
		return nil, fmt.Errorf("plot: Heatmap: %d×%d cells are too many to draw: %w", rows, cols, udl.ErrRange)
	}
	d := newDomain()
	for _, v := range x.Data {
		if drawn(float64(v), false) {
			d.add(float64(v))
		}
	}
	if d.n == 0 {
		return nil, nothing("Heatmap", false)
	}
	s := shades{ramp: viridis, axis: d.axis(false, 0)}
	s.whole = false
	if d.lo < 0 && d.hi > 0 {
		most := max(-d.lo, d.hi)
		s = shades{ramp: balance, axis: axis{lo: -most, hi: most}}
	}
	about := c.describe("heat map", fmt.Sprintf("%d×%d cells, values %s to %s", rows, cols, short(d.lo, 4), short(d.hi, 4)))
	f := newFrame(layout{
		Config: c, about: about, right: 64, down: true, dense: true,
		x: axis{lo: -.5, hi: float64(cols) - .5, whole: true},
		y: axis{lo: -.5, hi: float64(rows) - .5, whole: true},
	})
	cells := image.NewNRGBA(image.Rect(0, 0, cols, rows))
	for i, v := range x.Data {
		cells.SetNRGBA(i%cols, i/cols, s.color(float64(v)))
	}
	if err := f.picture(f.x.from, f.top, f.x.to-f.x.from, f.bottom-f.top, cells); err != nil {
		return nil, err
	}
	f.numbers(x, s)
	if err := f.bar(s); err != nil {
		return nil, err
	}
	return f.figure(), nil
}

// shades turns values into colors.
type shades struct {
	ramp
	axis
}

func (s shades) color(v float64) color.NRGBA {
	if !drawn(v, false) {
		return missing
	}
	return s.ramp.at((v - s.lo) / (s.hi - s.lo))
}

// picture draws an image, stretched and with hard edges between its pixels.
func (f *frame) picture(x, y, width, height float64, m image.Image) error {
	var buf bytes.Buffer
	if err := png.Encode(&buf, m); err != nil {
		return fmt.Errorf("plot: %w", err)
	}
	fmt.Fprintf(f, `<image x="%s" y="%s" width="%s" height="%s" preserveAspectRatio="none" style="image-rendering:pixelated" href="data:image/png;base64,%s"/>`+"\n",
		px(x), px(y), px(width), px(height), base64.StdEncoding.EncodeToString(buf.Bytes()))
	return nil
}

// numbers writes the values into the cells if these have room for all of them.
func (f *frame) numbers(x *compute.Tensor, s shades) {
	rows, cols := x.Rows(), x.Cols()
	room := (f.x.to-f.x.from)/float64(cols) - 6
	if room < 20 || (f.bottom-f.top)/float64(rows) < 17 {
		return
	}
	texts := make([]string, x.Len())
	for i, v := range x.Data {
		if !drawn(float64(v), false) {
			continue
		}
		texts[i] = short(float64(v), 3)
		if textWidth(texts[i], 11) > room {
			return
		}
	}
	for i, v := range x.Data {
		if texts[i] != "" {
			f.text(f.x.at(float64(i%cols)), f.y.at(float64(i/cols))+4, texts[i],
				fmt.Sprintf(`text-anchor="middle" font-size="11" fill="%s"`, inkOn(s.color(float64(v)))))
		}
	}
}

// bar draws the color bar at the right.
func (f *frame) bar(s shades) error {
	const steps = 128
	strip := image.NewNRGBA(image.Rect(0, 0, 1, steps))
	for i := range steps {
		strip.SetNRGBA(0, i, s.ramp.at(1-float64(i)/(steps-1)))
	}
	left := f.x.to + 12
	if err := f.picture(left, f.top, 12, f.bottom-f.top, strip); err != nil {
		return err
	}
	s.from, s.to = f.bottom, f.top
	for _, t := range s.ticks(40, false) {
		f.text(left+17, s.axis.at(t.value)+4, t.label, "")
	}
	return nil
}
