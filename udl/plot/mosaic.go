package plot

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"math"

	"github.com/udl-go/lab/compute"
	"github.com/udl-go/lab/udl"
)

// MosaicConfig says how a mosaic is laid out. The zero value of a field selects
// the default given in its comment.
type MosaicConfig struct {
	Height, Width int  // of an image, in cells; default square
	Columns       int  // images in a row of the mosaic; default about as many as rows
	Padding       int  // pixels between the images; default 1
	Scale         int  // pixels on the edge of a cell; default 2
	Symmetric     bool // for values of both signs: zero is mid grey, each image fills the range by its largest |v|
}

// Mosaic returns the rows of x as small images, side by side in rows.
//
// Units: 0 is black and 1 white, values outside are cut off; see Symmetric for
// weights. NaN and infinite values are orange red.
//
// Errors: udl.ErrShape when a row is not an image of that height and width,
// udl.ErrRange when there are no images, a setting is negative or the mosaic is
// too large.
func Mosaic(x *compute.Tensor, c MosaicConfig) (*Image, error) {
	if x == nil || x.Dims() == 0 || x.Rows() == 0 || x.Cols() == 0 {
		return nil, fmt.Errorf("plot: Mosaic: there are no images: %w", udl.ErrRange)
	}
	n, d := x.Rows(), x.Cols()
	c, err := c.withDefaults(n, d)
	if err != nil {
		return nil, err
	}
	rows := (n + c.Columns - 1) / c.Columns
	tileH, tileW := c.Height*c.Scale, c.Width*c.Scale
	height, width := rows*(tileH+c.Padding)+c.Padding, c.Columns*(tileW+c.Padding)+c.Padding
	grey := image.NewGray(image.Rect(0, 0, width, height))
	m := &Image{space: 0x5c, text: fmt.Sprintf("mosaic of %s of %d×%d, %d×%d pixels", count(n, "image", "images"), c.Height, c.Width, width, height)}
	if c.Symmetric {
		m.space = 0x20
	}
	for i := range grey.Pix {
		grey.Pix[i] = m.space
	}
	var holes []image.Rectangle
	for i := range n {
		row := x.Row(i)
		half := float32(0)
		if c.Symmetric {
			half = largest(row)
		}
		left := c.Padding + i%c.Columns*(tileW+c.Padding)
		top := c.Padding + i/c.Columns*(tileH+c.Padding)
		for j, v := range row {
			cell := image.Rect(0, 0, c.Scale, c.Scale).Add(image.Pt(left+j%c.Width*c.Scale, top+j/c.Width*c.Scale))
			if !finite(v) {
				holes = append(holes, cell)
				continue
			}
			fill(grey, cell, level(v, half, c.Symmetric))
		}
	}
	m.pixels = grey
	if len(holes) > 0 {
		m.pixels = colored(grey, holes)
	}
	return m, nil
}

// Columns returns the columns of a matrix as small images: the filters of a
// weight matrix with one row a pixel and one column a hidden unit. See Mosaic.
func Columns(w *compute.Tensor, c MosaicConfig) (*Image, error) {
	if w == nil || w.Dims() != 2 {
		return nil, fmt.Errorf("plot: Columns: the tensor is not a matrix: %w", udl.ErrShape)
	}
	d, n := w.Rows(), w.Cols()
	x := compute.New(n, d)
	for i := range d {
		for j, v := range w.Row(i) {
			x.Data[j*d+i] = v
		}
	}
	return Mosaic(x, c)
}

// withDefaults returns the configuration that is drawn for n images of d cells.
func (c MosaicConfig) withDefaults(n, d int) (MosaicConfig, error) {
	if c.Height < 0 || c.Width < 0 || c.Columns < 0 || c.Padding < 0 || c.Scale < 0 {
		return c, fmt.Errorf("plot: Mosaic: a setting of %+v is negative: %w", c, udl.ErrRange)
	}
	switch {
	case c.Height == 0 && c.Width == 0:
		c.Height = int(math.Round(math.Sqrt(float64(d))))
		c.Width = c.Height
	case c.Height == 0:
		c.Height = d / c.Width
	case c.Width == 0:
		c.Width = d / c.Height
	}
	if c.Height > d || c.Height*c.Width != d {
		return c, fmt.Errorf("plot: Mosaic: %d cells do not make an image of %d×%d, set Height and Width: %w", d, c.Height, c.Width, udl.ErrShape)
	}
	if c.Columns == 0 {
		c.Columns = int(math.Ceil(math.Sqrt(float64(n))))
	}
	c.Columns = min(c.Columns, n)
	if c.Padding == 0 {
		c.Padding = 1
	}
	if c.Scale == 0 {
		c.Scale = 2
	}
	rows := float64((n + c.Columns - 1) / c.Columns)
	width := float64(c.Columns) * (float64(c.Width)*float64(c.Scale) + float64(c.Padding))
	height := rows * (float64(c.Height)*float64(c.Scale) + float64(c.Padding))
	if width*height > maxPixels {
		return c, fmt.Errorf("plot: Mosaic: %d images of %d×%d need %.0f×%.0f pixels, too many to draw: %w",
			n, c.Height, c.Width, width, height, udl.ErrRange)
	}
	return c, nil
}

// level returns the grey level of a value; half is the value of white in a
// symmetric image.
func level(v, half float32, symmetric bool) uint8 {
	if symmetric {
		if half == 0 {
			return 128
		}
		v = (v/half + 1) / 2
	}
	return uint8(math.Round(255 * float64(min(1, max(0, v)))))
}

// largest returns the largest finite absolute value.
func largest(row []float32) (m float32) {
	for _, v := range row {
		if finite(v) {
			m = max(m, v, -v)
		}
	}
	return m
}

func finite(v float32) bool { return v-v == 0 }

func fill(m *image.Gray, r image.Rectangle, y uint8) {
	for i := r.Min.Y; i < r.Max.Y; i++ {
		line := m.Pix[i*m.Stride+r.Min.X : i*m.Stride+r.Max.X]
		for j := range line {
			line[j] = y
		}
	}
}

// colored returns a copy of the picture in which the holes stand out.
func colored(grey *image.Gray, holes []image.Rectangle) image.Image {
	out := image.NewNRGBA(grey.Bounds())
	draw.Draw(out, out.Bounds(), grey, image.Point{}, draw.Src)
	ink := image.NewUniform(color.NRGBA{213, 94, 0, 255})
	for _, r := range holes {
		draw.Draw(out, r, ink, image.Point{}, draw.Src)
	}
	return out
}
