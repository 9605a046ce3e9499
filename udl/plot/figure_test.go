package plot

import (
	"encoding/xml"
	"errors"
	"io"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/compute"
	"github.com/udl-go/lab/udl"
)

// element is a part of a figure.
type element struct {
	name string
	attr map[string]string
	text string
}

// elements reads a figure and fails when it is not well-formed.
func elements(t testing.TB, svg string) []element {
	t.Helper()
	var out []element
	d := xml.NewDecoder(strings.NewReader(svg))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return out
		}
		require.NoError(t, err, svg)
		switch token := token.(type) {
		case xml.StartElement:
			e := element{name: token.Name.Local, attr: map[string]string{}}
			for _, a := range token.Attr {
				e.attr[a.Name.Local] = a.Value
			}
			out = append(out, e)
		case xml.CharData:
			if len(out) > 0 && out[len(out)-1].text == "" {
				out[len(out)-1].text = strings.TrimSpace(string(token))
			}
		}
	}
}

func texts(t testing.TB, svg string) (out []string) {
	t.Helper()
	for _, e := range elements(t, svg) {
		if e.name == "text" {
			out = append(out, e.text)
		}
	}
	return out
}

// good is a Line, Scatter or Histogram that must work.
func good(t testing.TB) func(*Figure, error) *Figure {
	return func(f *Figure, err error) *Figure {
		t.Helper()
		require.NoError(t, err)
		return f
	}
}

func TestFigureIsAccessibleCard(t *testing.T) {
	f := good(t)(Line(Config{Title: "Loss & <gain>", XLabel: "epoch", YLabel: "nats"}, Series{Name: "a", Y: []float64{3, 1, 2}}))
	e := elements(t, f.SVG())
	assert.Equal(t, "svg", e[0].name)
	assert.Equal(t, "img", e[0].attr["role"])
	assert.Equal(t, "0 0 640 400", e[0].attr["viewBox"])
	assert.Equal(t, element{"title", map[string]string{}, "Loss & <gain>"}, e[1])
	assert.Equal(t, `line plot "Loss & <gain>": 1 series; x 1 to 3, y 1 to 3`, e[2].text)
	assert.Equal(t, e[2].text, f.String())
	assert.Equal(t, "#fff", e[3].attr["fill"], "a white card, readable on any page")
	all := texts(t, f.SVG())
	for _, want := range []string{"Loss & <gain>", "a", "epoch", "nats", "1", "2", "3"} {
		assert.Contains(t, all, want)
	}
}

// Equal steps of the data are equal steps on the picture, upwards and to the right.
func TestLinePositions(t *testing.T) {
	f := good(t)(Line(Config{}, Series{X: []float64{0, 1, 2}, Y: []float64{0, 10, 20}}))
	var d string
	for _, e := range elements(t, f.SVG()) {
		if e.attr["stroke"] == palette[0] && e.attr["stroke-width"] == "2" {
			d = e.attr["d"]
		}
	}
	p := vertices(t, d)
	require.Len(t, p, 3)
	assert.InDelta(t, p[1][0]-p[0][0], p[2][0]-p[1][0], .11)
	assert.InDelta(t, p[1][1]-p[0][1], p[2][1]-p[1][1], .11)
	assert.Greater(t, p[1][0], p[0][0])
	assert.Less(t, p[1][1], p[0][1])
	again := good(t)(Line(Config{}, Series{X: []float64{0, 1, 2}, Y: []float64{0, 10, 20}}))
	assert.Equal(t, f.SVG(), again.SVG(), "equal data, equal text")
}

func TestLineGaps(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	path := func(c Config, y ...float64) string {
		for _, e := range elements(t, good(t)(Line(c, Series{Y: y})).SVG()) {
			if e.attr["stroke"] == palette[0] {
				return e.attr["d"]
			}
		}
		return ""
	}
	assert.Equal(t, 2, strings.Count(path(Config{}, 1, 2, nan, 3, 4), "M"))
	assert.Equal(t, 1, strings.Count(path(Config{}, inf, 1, 2, -inf), "M"))
	assert.True(t, strings.HasSuffix(path(Config{}, nan, 5, nan), "h0"), "a point alone is a dot")
	assert.Equal(t, 2, strings.Count(path(Config{LogY: true}, 1, 2, 0, 3, -4, -1), "M"))
}

func TestLongLineKeepsExtremes(t *testing.T) {
	y := make([]float64, 100000)
	for i := range y {
		y[i] = math.Sin(float64(i) / 1000)
	}
	y[777], y[55555], y[60000] = 9, -9, math.NaN()
	short := thin(Series{X: make([]float64, len(y)), Y: y})
	assert.LessOrEqual(t, len(short.Y), maxVertices+1)
	assert.Contains(t, short.Y, 9.0)
	assert.Contains(t, short.Y, -9.0)
	holes := 0
	for _, v := range short.Y {
		if math.IsNaN(v) {
			holes++
		}
	}
	assert.Equal(t, 1, holes)
	assert.Less(t, len(good(t)(Line(Config{}, Series{Y: y})).SVG()), 20000)
}

func TestScatterClasses(t *testing.T) {
	f := good(t)(Scatter(Config{}, Series{X: []float64{1, 2, 3, 4}, Y: []float64{1, 2, 3, 4}, Labels: []int{9, -1, 0, 9}}))
	counts := map[string]int{}
	for _, e := range elements(t, f.SVG()) {
		if e.attr["stroke-opacity"] == "0.75" {
			counts[e.attr["stroke"]+" "+e.attr["stroke-linecap"]] = strings.Count(e.attr["d"], "M")
		}
	}
	assert.Equal(t, map[string]int{
		noneColor + " round": 1, palette[0] + " round": 1, palette[1] + " square": 2,
	}, counts)
	assert.Subset(t, texts(t, f.SVG()), []string{"none", "0", "9"})

	many := Series{X: make([]float64, 60000), Y: make([]float64, 60000)}
	for i := range many.X {
		many.X[i], many.Y[i] = math.Cos(float64(i)), math.Sin(float64(i))
	}
	assert.Less(t, len(good(t)(Scatter(Config{}, many)).SVG()), 120000, "points that share a place are drawn once")
}

func TestHistogramCounts(t *testing.T) {
	edges := axis{lo: 0, hi: 4}
	assert.Equal(t, []int{2, 1, 0, 3}, tally([]float64{0, .5, 1, 3, 3.9, 4, math.NaN(), math.Inf(1)}, edges, 4))
	f := good(t)(Histogram(Config{}, 4, Series{Name: "s", Y: []float64{0, .5, 1, 3, 3.9, 4}}))
	assert.Equal(t, "histogram: 6 values from 0 to 4 in 4 bins", f.String())
	assert.Contains(t, texts(t, f.SVG()), "count")
	assert.Equal(t, "histogram: 1 value from 3 to 3 in 5 bins", good(t)(Histogram(Config{LogY: true}, 0, Series{Y: []float64{3}})).String())
}

func TestHeatmapCells(t *testing.T) {
	f := good(t)(Heatmap(Config{XLabel: "predicted"}, compute.FromRows([][]float32{{0, 12}, {3.14159, 1}})))
	pictures := 0
	for _, e := range elements(t, f.SVG()) {
		if e.name == "image" {
			pictures++
			assert.True(t, strings.HasPrefix(e.attr["href"], "data:image/png;base64,"))
		}
	}
	assert.Equal(t, 2, pictures, "cells and color bar")
	assert.Subset(t, texts(t, f.SVG()), []string{"0", "1", "12", "3.14", "predicted"})
	assert.Equal(t, "heat map: 2×2 cells, values 0 to 12", f.String())
	big := compute.New(60, 60)
	big.Data[0], big.Data[1], big.Data[2] = -1, 2, float32(math.NaN())
	assert.Less(t, len(texts(t, good(t)(Heatmap(Config{}, big)).SVG())), 60, "no numbers in small cells")
}

func TestShades(t *testing.T) {
	assert.Equal(t, viridis[0], viridis.at(-1))
	assert.Equal(t, viridis[8], viridis.at(2))
	assert.Equal(t, balance[3], shades{balance, axis{lo: -5, hi: 5}}.color(0), "zero is white")
	assert.Equal(t, missing, shades{viridis, axis{lo: 0, hi: 1}}.color(math.NaN()))
	assert.Equal(t, "#fff", inkOn(viridis[0]))
	assert.Equal(t, titleInk, inkOn(viridis[8]))
	last := -1.0
	for i := range 101 { // brightness grows along the scale
		c := viridis.at(float64(i) / 100)
		b := 0.299*float64(c.R) + 0.587*float64(c.G) + 0.114*float64(c.B)
		assert.GreaterOrEqual(t, b, last-0.5)
		last = b
	}
}

func TestFigureErrors(t *testing.T) {
	nan := math.NaN()
	one := Series{Y: []float64{1}}
	for _, c := range []struct {
		err  func() error
		is   error
		want string
	}{
		{func() error { _, err := Line(Config{}); return err }, udl.ErrRange, "Line: there are no finite values"},
		{func() error { _, err := Line(Config{}, Series{Y: []float64{nan}}); return err }, udl.ErrRange, "no finite"},
		{func() error { _, err := Line(Config{LogY: true}, Series{Y: []float64{0, -1}}); return err }, udl.ErrRange, "no positive"},
		{func() error { _, err := Line(Config{}, one, Series{X: []float64{}, Y: []float64{1}}); return err }, udl.ErrShape, "series 1 has 0 x and 1 y"},
		{func() error { _, err := Line(Config{Width: 10}, one); return err }, udl.ErrRange, "10×400 pixels"},
		{func() error { _, err := Line(Config{Height: 1 << 20}, one); return err }, udl.ErrRange, "pixels"},
		{func() error { _, err := Scatter(Config{}); return err }, udl.ErrRange, "Scatter"},
		{func() error { _, err := Scatter(Config{Width: -1}, one); return err }, udl.ErrRange, "-1×400"},
		{func() error {
			_, err := Scatter(Config{}, Series{Name: "s", Y: []float64{1}, Labels: []int{}})
			return err
		}, udl.ErrShape, `series "s" has 1 points and 0 labels`},
		{func() error { _, err := Histogram(Config{}, 3); return err }, udl.ErrRange, "Histogram"},
		{func() error { _, err := Histogram(Config{Width: 1}, 3, one); return err }, udl.ErrRange, "1×400"},
		{func() error { _, err := Heatmap(Config{}, nil); return err }, udl.ErrShape, "not a matrix"},
		{func() error { _, err := Heatmap(Config{}, compute.New(3)); return err }, udl.ErrShape, "not a matrix"},
		{func() error { _, err := Heatmap(Config{}, compute.New(0, 3)); return err }, udl.ErrRange, "no finite"},
		{func() error { _, err := Heatmap(Config{Height: 1}, compute.New(1, 3)); return err }, udl.ErrRange, "640×1"},
	} {
		err := c.err()
		require.ErrorIs(t, err, c.is)
		assert.ErrorContains(t, err, c.want)
	}
}

// Whatever the numbers and the names, a figure is well-formed and its
// coordinates are finite.
func FuzzFigures(f *testing.F) {
	f.Add(1.0, 2.0, 3.0, "title", false)
	f.Add(1e308, -1e308, 0.0, "a<b>&\"'", false)
	f.Add(5e-324, 1e-300, 1e300, "\x00\xff\ufffe", true)
	f.Add(math.NaN(), math.Inf(1), 7.0, "", true)
	f.Add(1.0, 1+1e-15, 1.0, "one\nline", true)
	f.Add(1e15, 1e15+1, 1e15+2, "", false)
	f.Fuzz(func(t *testing.T, a, b, c float64, s string, log bool) {
		config := Config{Title: s, XLabel: s, YLabel: s, LogY: log}
		series := Series{Name: s, X: []float64{a, b, c}, Y: []float64{b, c, a}}
		labeled := series
		labeled.Labels = []int{-1 << 62, 1<<62 - 1, int(math.Float64bits(a) % 100)}
		x := compute.FromSlice([]float32{float32(a), float32(b), float32(c)}, 1, 3)
		for _, draw := range []func() (*Figure, error){
			func() (*Figure, error) { return Line(config, series) },
			func() (*Figure, error) { return Scatter(config, series, labeled) },
			func() (*Figure, error) { return Histogram(config, 0, series) },
			func() (*Figure, error) { return Heatmap(config, x) },
		} {
			fig, err := draw()
			if err != nil {
				require.ErrorIs(t, err, udl.ErrRange)
				continue
			}
			for _, e := range elements(t, fig.SVG()) {
				for _, name := range []string{"d", "x", "y", "width", "height"} {
					assert.NotContains(t, e.attr[name], "N", "%s of %s", name, e.name)
					assert.NotContains(t, e.attr[name], "Inf")
				}
			}
			assert.Less(t, len(fig.SVG()), 100000+100*len(s))
		}
	})
}
