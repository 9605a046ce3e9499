package testutil

import (
	"hash/fnv"
	"math"

	"github.com/udl-go/lab/compute"
	"github.com/udl-go/lab/udl/dataset"
)

const side = 28 // pixels of a digit's edge, as in MNIST

// Digits returns n drawn digits in the format of MNIST, the same ones for the
// same split: strokes of seven segments, each digit shifted, slanted, scaled and
// of its own pen width. They are a stand-in with the shape of the real data, a
// model learns from them too, but no number from them means anything.
func Digits(n int, split string) *dataset.Images {
	h := fnv.New64a()
	h.Write([]byte(split)) // a hash takes every byte
	rng := compute.NewRNG(2026).Stream(h.Sum64())
	d := &dataset.Images{
		Name: "drawn digits", Split: split, X: compute.New(n, side*side), Labels: make([]int, n),
		Height: side, Width: side, Channels: 1,
	}
	for i := range n {
		d.Labels[i] = rng.Intn(10)
		draw(rng, d.X.Row(i), d.Labels[i])
	}
	return d
}

// point is a place in a digit of height 2 and width 1 around the origin.
type point struct{ x, y float64 }

// corners of the seven segments, from the top left in reading order.
var corners = [6]point{{-.5, -1}, {.5, -1}, {-.5, 0}, {.5, 0}, {-.5, 1}, {.5, 1}}

// segments join corners: top, upper left and right, middle, lower left and
// right, bottom.
var segments = [7][2]int{{0, 1}, {0, 2}, {1, 3}, {2, 3}, {2, 4}, {3, 5}, {4, 5}}

// lit are the segments of each digit, one bit a segment.
var lit = [10]int{0b1110111, 0b0100100, 0b1011101, 0b1101101, 0b0101110, 0b1101011, 0b1111011, 0b0100101, 0b1111111, 0b1101111}

// draw draws one digit with jitter.
func draw(rng *compute.RNG, pixels []float32, digit int) {
	between := func(lo, hi float64) float64 { return lo + (hi-lo)*rng.Float64() }
	shift := point{between(-2, 2), between(-2, 2)}
	slant, pen := between(-.25, .35), between(.9, 1.7)
	width, height := between(7, 11), between(7, 9)
	var at [6]point
	for i, c := range corners {
		at[i] = point{
			side/2 - .5 + shift.x + width*c.x - slant*height*c.y + between(-.7, .7),
			side/2 - .5 + shift.y + height*c.y + between(-.7, .7),
		}
	}
	for i := range pixels {
		p := point{float64(i % side), float64(i / side)}
		dist := math.Inf(1)
		for s, ends := range segments {
			if lit[digit]>>s&1 == 1 {
				dist = min(dist, distance(p, at[ends[0]], at[ends[1]]))
			}
		}
		ink := min(1, max(0, pen+.5-dist)) // one pixel of soft edge
		pixels[i] = float32(math.Round(255*ink)) / 255
	}
}

// distance returns how far p is from the segment between a and b.
func distance(p, a, b point) float64 {
	dx, dy := b.x-a.x, b.y-a.y
	t := ((p.x-a.x)*dx + (p.y-a.y)*dy) / (dx*dx + dy*dy)
	t = min(1, max(0, t))
	return math.Hypot(p.x-a.x-t*dx, p.y-a.y-t*dy)
}
