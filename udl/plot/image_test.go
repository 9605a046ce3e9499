package plot

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/compute"
	"github.com/udl-go/lab/udl"
)

// decoded returns the picture in a PNG file.
func decoded(t *testing.T, m *Image) image.Image {
	t.Helper()
	back, err := png.Decode(bytes.NewReader(m.PNG()))
	require.NoError(t, err)
	return back
}

func grey(m image.Image, x, y int) uint8 { return color.GrayModel.Convert(m.At(x, y)).(color.Gray).Y }

// Every cell of every tile must be where the layout says, in its grey level.
func TestMosaicCells(t *testing.T) {
	const n, height, width, columns, pad, scale = 5, 2, 3, 2, 2, 3
	x := compute.New(n, height*width)
	for i := range x.Data {
		x.Data[i] = float32(i) / float32(x.Len()-1)
	}
	m, err := Mosaic(x, MosaicConfig{Height: height, Width: width, Columns: columns, Padding: pad, Scale: scale})
	require.NoError(t, err)
	p := decoded(t, m)
	require.Equal(t, image.Rect(0, 0, 2*(9+2)+2, 3*(6+2)+2), p.Bounds())
	assert.Equal(t, "mosaic of 5 images of 2×3, 24×26 pixels", m.String())
	inked := 0
	for i := range n {
		for j := range height * width {
			want := uint8(math.Round(255 * float64(x.Row(i)[j])))
			left := pad + i%columns*(width*scale+pad) + j%width*scale
			top := pad + i/columns*(height*scale+pad) + j/width*scale
			for k := range scale * scale {
				assert.Equal(t, want, grey(p, left+k%scale, top+k/scale), "image %d, cell %d", i, j)
				inked++
			}
		}
	}
	space := 0
	for i := range 24 * 26 {
		if grey(p, i%24, i/24) == m.space {
			space++
		}
	}
	assert.Equal(t, 24*26-inked, space, "all else is the space between")
}

func TestMosaicDefaults(t *testing.T) {
	m, err := Mosaic(compute.New(10, 784), MosaicConfig{})
	require.NoError(t, err)
	assert.Equal(t, image.Pt(4*57+1, 3*57+1), decoded(t, m).Bounds().Size(), "four columns, three rows")
	m, err = Mosaic(compute.New(1, 12), MosaicConfig{Width: 4, Columns: 7})
	require.NoError(t, err)
	assert.Equal(t, image.Pt(10, 8), m.Pixels().Bounds().Size())
	m, err = Mosaic(compute.New(2, 3, 4), MosaicConfig{Height: 3})
	require.NoError(t, err)
	assert.Equal(t, image.Pt(2*9+1, 8), m.Pixels().Bounds().Size())
}

func TestSymmetricGreyLevels(t *testing.T) {
	w := compute.FromRows([][]float32{{-2, 0, 2, 1}, {0, 0, 0, 0}, {.5, -.25, 0, 0}})
	m, err := Mosaic(w, MosaicConfig{Symmetric: true, Columns: 3, Scale: 1})
	require.NoError(t, err)
	p := decoded(t, m)
	levels := func(i int) (out []uint8) {
		for j := range 4 {
			out = append(out, grey(p, 1+i*3+j%2, 1+j/2))
		}
		return out
	}
	assert.Equal(t, []uint8{0, 128, 255, 191}, levels(0))
	assert.Equal(t, []uint8{128, 128, 128, 128}, levels(1))
	assert.Equal(t, []uint8{255, 64, 128, 128}, levels(2), "each image has its own scale")
}

func TestColumnsAreRowsOfTranspose(t *testing.T) {
	w, wt := compute.New(4, 3), compute.New(3, 4)
	for i := range 4 {
		for j := range 3 {
			w.Row(i)[j] = float32(i*3+j) / 11
			wt.Row(j)[i] = w.Row(i)[j]
		}
	}
	a, err := Columns(w, MosaicConfig{})
	require.NoError(t, err)
	b, err := Mosaic(wt, MosaicConfig{})
	require.NoError(t, err)
	assert.Equal(t, b.PNG(), a.PNG())
}

func TestMosaicShowsNaN(t *testing.T) {
	x := compute.FromRows([][]float32{{0, float32(math.NaN()), float32(math.Inf(-1)), 7}})
	for _, symmetric := range []bool{false, true} {
		m, err := Mosaic(x, MosaicConfig{Scale: 1, Symmetric: symmetric})
		require.NoError(t, err)
		p := decoded(t, m)
		orange := color.NRGBA{213, 94, 0, 255}
		assert.Equal(t, orange, color.NRGBAModel.Convert(p.At(2, 1)))
		assert.Equal(t, orange, color.NRGBAModel.Convert(p.At(1, 2)))
		assert.Equal(t, uint8(255), grey(p, 2, 2), "cut off at white")
	}
}

func TestStack(t *testing.T) {
	a, err := Mosaic(compute.New(1, 4), MosaicConfig{})
	require.NoError(t, err)
	white := compute.New(2, 4)
	white.Fill(1)
	white.Data[0] = float32(math.NaN())
	b, err := Mosaic(white, MosaicConfig{})
	require.NoError(t, err)
	s, err := Stack(a, b)
	require.NoError(t, err)
	p := decoded(t, s)
	assert.Equal(t, image.Pt(11, 6+stackGap+6), p.Bounds().Size())
	assert.Equal(t, uint8(0), grey(p, 1, 1))
	assert.Equal(t, a.space, grey(p, 9, 1), "free place beside the narrower image")
	assert.Equal(t, uint8(255), grey(p, 3, 6+stackGap+1))
	assert.Equal(t, color.NRGBA{213, 94, 0, 255}, color.NRGBAModel.Convert(p.At(1, 6+stackGap+1)))
	one, err := Stack(a)
	require.NoError(t, err)
	assert.Equal(t, a.PNG(), one.PNG())
	assert.Equal(t, "1 stacked image, 6×6 pixels", one.String())
}

func TestImageErrors(t *testing.T) {
	mosaic := func(x *compute.Tensor, c MosaicConfig) error { _, err := Mosaic(x, c); return err }
	columns := func(x *compute.Tensor) error { _, err := Columns(x, MosaicConfig{}); return err }
	stack := func(m ...*Image) error { _, err := Stack(m...); return err }
	tall, err := Mosaic(compute.New(1, 4000), MosaicConfig{Width: 1, Scale: 4})
	require.NoError(t, err)
	wide, err := Mosaic(compute.New(1, 4000), MosaicConfig{Height: 1, Scale: 4})
	require.NoError(t, err)
	for _, c := range []struct {
		err, is error
		want    string
	}{
		{mosaic(nil, MosaicConfig{}), udl.ErrRange, "no images"},
		{mosaic(compute.New(0, 784), MosaicConfig{}), udl.ErrRange, "no images"},
		{mosaic(compute.New(3, 0), MosaicConfig{}), udl.ErrRange, "no images"},
		{mosaic(compute.New(3, 783), MosaicConfig{}), udl.ErrShape, "783 cells do not make an image of 28×28"},
		{mosaic(compute.New(3, 784), MosaicConfig{Height: 28, Width: 27}), udl.ErrShape, "28×27"},
		{mosaic(compute.New(3, 4), MosaicConfig{Width: 9}), udl.ErrShape, "0×9"},
		{mosaic(compute.New(3, 4), MosaicConfig{Scale: -1}), udl.ErrRange, "negative"},
		{mosaic(compute.New(60000, 784), MosaicConfig{}), udl.ErrRange, "too many to draw"},
		{mosaic(compute.New(3, 4), MosaicConfig{Scale: math.MaxInt}), udl.ErrRange, "too many to draw"},
		{mosaic(compute.New(3, 4), MosaicConfig{Padding: math.MaxInt}), udl.ErrRange, "too many to draw"},
		{columns(nil), udl.ErrShape, "not a matrix"},
		{columns(compute.New(2, 2, 2)), udl.ErrShape, "not a matrix"},
		{stack(), udl.ErrRange, "no images"},
		{stack(tall, nil), udl.ErrRange, "image 1 is nil"},
		{stack(tall, wide), udl.ErrRange, "too many"},
	} {
		require.ErrorIs(t, c.err, c.is)
		assert.ErrorContains(t, c.err, c.want)
	}
}
