package dataset

import (
	"fmt"
	"hash/fnv"
	"slices"
	"strings"

	"github.com/udl-go/lab/compute"
	"github.com/udl-go/lab/udl"
)

// Images is a set of pictures of one size.
//
// Shapes: X is n×(Height·Width·Channels), a row is one picture, its pixels line
// by line; Labels has n entries or none. Units: X is in [0, 1], 1 is ink.
type Images struct {
	Name, Split             string
	X                       *compute.Tensor
	Labels                  []int
	Height, Width, Channels int
}

// Len returns the number of pictures.
func (d *Images) Len() int { return d.X.Rows() }

// Take returns the first n pictures, all of them when there are fewer. Both sets
// share their numbers.
func (d *Images) Take(n int) *Images {
	n = min(max(n, 0), d.Len())
	out := *d
	out.X = d.X.Slice(0, n)
	if len(d.Labels) > 0 {
		out.Labels = d.Labels[:n:n]
	}
	return &out
}

// Binarize returns the set with each pixel drawn once, 1 with its grey level as
// the probability. This is the "sampled" binarization of the literature; seed 0
// is the convention here.
//
// Pixel k of the whole split uses draw k of the stream of the seed that belongs
// to Split (the FNV-1a hash of its name), so that train and test are independent
// and the first n pictures do not depend on how many follow. The result does not
// depend on the machine.
func (d *Images) Binarize(seed uint64) *Images {
	h := fnv.New64a()
	h.Write([]byte(d.Split)) // a hash takes every byte
	out := d.like(fmt.Sprintf("%s, binarized with seed %d", d.Name, seed))
	compute.NewRNG(seed).Stream(h.Sum64()).Bernoulli(nil, out.X.Data, d.X.Data)
	return out
}

// Threshold returns the set with 1 where a pixel is above t and 0 elsewhere.
// Numbers from a thresholded set do not compare with published ones, which are
// for Binarize.
func (d *Images) Threshold(t float32) *Images {
	out := d.like(fmt.Sprintf("%s, thresholded at %g", d.Name, t))
	for i, v := range d.X.Data {
		if v > t {
			out.X.Data[i] = 1
		}
	}
	return out
}

// like returns a set of the same shape and labels with blank pictures.
func (d *Images) like(name string) *Images {
	out := *d
	out.Name, out.X = name, compute.New(d.X.Shape...)
	return &out
}

// String returns a card of three lines: name, shape, grey levels.
func (d *Images) String() string {
	size := fmt.Sprintf("%d images of %d×%d pixels", d.Len(), d.Height, d.Width)
	if d.Channels > 1 {
		size += fmt.Sprintf(" in %d channels", d.Channels)
	}
	if len(d.Labels) > 0 {
		size += fmt.Sprintf(", labels %d to %d", slices.Min(d.Labels), slices.Max(d.Labels))
	}
	levels := "no pixels"
	if n := d.X.Len(); n > 0 {
		levels = fmt.Sprintf("grey levels %.3g to %.3g, mean %.4f",
			slices.Min(d.X.Data), slices.Max(d.X.Data), compute.Sum(d.X.Data)/float64(n))
	}
	return fmt.Sprintf("%s, %s split\n%s\n%s", d.Name, d.Split, size, levels)
}

// HTML is the card for a notebook.
func (d *Images) HTML() string { return udl.Card(strings.Split(d.String(), "\n")).HTML() }
