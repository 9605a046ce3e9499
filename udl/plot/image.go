package plot

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"

	"github.com/udl-go/lab/udl"
)

// maxPixels bounds a picture: about 67 million.
const maxPixels = 1 << 26

// Image is a picture of pixels.
type Image struct {
	pixels image.Image
	space  uint8 // grey level between the tiles
	text   string
}

// PNG returns the image as a PNG file.
func (m *Image) PNG() []byte {
	var buf bytes.Buffer
	if err := png.Encode(&buf, m.pixels); err != nil {
		return nil // a buffer takes every byte and the size was checked
	}
	return buf.Bytes()
}

// Pixels returns the image for the packages that work with Go's own images.
func (m *Image) Pixels() image.Image { return m.pixels }

// String returns a line that says what the image shows.
func (m *Image) String() string { return m.text }

// stackGap is the space between stacked images, in pixels.
const stackGap = 6

// Stack returns the images one above the other, from the top.
//
// Errors: udl.ErrRange when there is none, one is nil or the result is too large.
func Stack(images ...*Image) (*Image, error) {
	width, height := 0, -stackGap
	for i, m := range images {
		if m == nil {
			return nil, fmt.Errorf("plot: Stack: image %d is nil: %w", i, udl.ErrRange)
		}
		size := m.pixels.Bounds().Size()
		width, height = max(width, size.X), height+size.Y+stackGap
	}
	if len(images) == 0 {
		return nil, fmt.Errorf("plot: Stack: no images: %w", udl.ErrRange)
	}
	if width > maxPixels/height {
		return nil, fmt.Errorf("plot: Stack: %d×%d pixels are too many: %w", width, height, udl.ErrRange)
	}
	out := canvas(width, height, images)
	space := images[0].space
	draw.Draw(out, out.Bounds(), image.NewUniform(color.Gray{Y: space}), image.Point{}, draw.Src)
	top := 0
	for _, m := range images {
		b := m.pixels.Bounds()
		draw.Draw(out, image.Rect(0, top, b.Dx(), top+b.Dy()), m.pixels, b.Min, draw.Src)
		top += b.Dy() + stackGap
	}
	return &Image{pixels: out, space: space, text: fmt.Sprintf("%s, %d×%d pixels", count(len(images), "stacked image", "stacked images"), width, height)}, nil
}

// canvas returns an empty picture, grey unless one of the images has colors.
func canvas(width, height int, images []*Image) draw.Image {
	for _, m := range images {
		if _, grey := m.pixels.(*image.Gray); !grey {
			return image.NewNRGBA(image.Rect(0, 0, width, height))
		}
	}
	return image.NewGray(image.Rect(0, 0, width, height))
}
