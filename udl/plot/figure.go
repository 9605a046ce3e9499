package plot

import (
	"fmt"

	"github.com/udl-go/lab/udl"
)

// Config holds what the figures have in common. The zero value of a field
// selects the default given in its comment.
type Config struct {
	Title, XLabel, YLabel string // none by default; a histogram's YLabel is "count"
	Width, Height         int    // of the picture, in pixels; default 640×400
	LogY                  bool   // a logarithmic y axis; values that are not positive become gaps
}

// Series is one group of points of a figure.
type Series struct {
	Name   string    // for the legend; empty for none
	X      []float64 // default 1, 2, 3 …
	Y      []float64 // NaN and infinite values are gaps
	Labels []int     // class of each point, for Scatter; a negative one means none
}

// Figure is a drawn picture.
type Figure struct{ svg, text string }

// SVG returns the figure as an SVG document.
func (f *Figure) SVG() string { return f.svg }

// String returns a line that says what the figure shows.
func (f *Figure) String() string { return f.text }

// Bounds of a figure's sides, in pixels.
const minSide, maxSide = 150, 8192

// withDefaults returns the configuration that is drawn.
func (c Config) withDefaults(op string) (Config, error) {
	if c.Width == 0 {
		c.Width = 640
	}
	if c.Height == 0 {
		c.Height = 400
	}
	if c.Width < minSide || c.Height < minSide || c.Width > maxSide || c.Height > maxSide {
		return c, fmt.Errorf("plot: %s: a size of %d×%d pixels, the sides must be from %d to %d: %w",
			op, c.Width, c.Height, minSide, maxSide, udl.ErrRange)
	}
	return c, nil
}

// describe returns the one line of text of a figure.
func (c Config) describe(kind, detail string) string {
	if c.Title == "" {
		return kind + ": " + detail
	}
	return fmt.Sprintf("%s %q: %s", kind, c.Title, detail)
}
