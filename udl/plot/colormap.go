package plot

import (
	"image/color"
	"math"
)

// ramp is a color scale, given by colors at equal distances.
type ramp []color.NRGBA

// viridis is the scale of that name by Smith and van der Walt (CC0), at nine
// places: even for the eye and for color-blind eyes, dark to light.
var viridis = ramp{
	{68, 1, 84, 255},
	{71, 44, 122, 255},
	{59, 81, 139, 255},
	{44, 113, 142, 255},
	{33, 144, 141, 255},
	{39, 173, 129, 255},
	{92, 200, 99, 255},
	{170, 220, 50, 255},
	{253, 231, 37, 255},
}

// balance is for values of both signs: blue below zero, white at zero, orange
// red above, after the colors of the palette.
var balance = ramp{
	{0, 60, 110, 255},
	{0, 114, 178, 255},
	{128, 184, 217, 255},
	{247, 247, 247, 255},
	{234, 174, 128, 255},
	{213, 94, 0, 255},
	{130, 50, 0, 255},
}

// missing is the color of NaN and infinite values.
var missing = color.NRGBA{190, 190, 190, 255}

// at returns the color of t in [0, 1].
func (r ramp) at(t float64) color.NRGBA {
	t = min(1, max(0, t)) * float64(len(r)-1)
	i := min(int(t), len(r)-2)
	f := t - float64(i)
	mix := func(a, b uint8) uint8 { return uint8(math.Round(float64(a) + f*(float64(b)-float64(a)))) }
	a, b := r[i], r[i+1]
	return color.NRGBA{mix(a.R, b.R), mix(a.G, b.G), mix(a.B, b.B), 255}
}

// inkOn returns the color of text that is readable on c.
func inkOn(c color.NRGBA) string {
	if 0.299*float64(c.R)+0.587*float64(c.G)+0.114*float64(c.B) > 140 {
		return titleInk
	}
	return "#fff"
}
