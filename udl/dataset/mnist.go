package dataset

import (
	"context"
	"fmt"
	"io"

	"github.com/udl-go/lab/compute"
)

// mnistFiles are the names of the files at the set's home.
var mnistFiles = [4]string{
	"train-images-idx3-ubyte", "train-labels-idx1-ubyte",
	"t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte",
}

// MNIST returns the handwritten digits of LeCun, Cortes and Burges, 60,000 for
// training and 10,000 for tests, 28×28 pixels in grey levels byte/255.
//
// A place that holds fewer digits in the same format will do. The error is a
// *MissingError when the set is nowhere, wraps udl.ErrFormat when a file is
// damaged, and is ctx.Err() when ctx ends first.
func MNIST(ctx context.Context) (train, test *Images, err error) {
	files, err := Find(ctx, "mnist", mnistFiles[:]...)
	if err != nil {
		return nil, nil, err
	}
	var arrays [4]*Array
	for i, f := range files {
		if arrays[i], err = readIDXFile(ctx, f); err != nil {
			return nil, nil, err
		}
	}
	if train, err = images("MNIST", "train", files[:2], arrays[0], arrays[1]); err != nil {
		return nil, nil, err
	}
	if test, err = images("MNIST", "test", files[2:], arrays[2], arrays[3]); err != nil {
		return nil, nil, err
	}
	if train.Height != test.Height || train.Width != test.Width {
		return nil, nil, bad(files[2].Path, fmt.Sprintf("test images of %d×%d, training images of %d×%d",
			test.Height, test.Width, train.Height, train.Width))
	}
	return train, test, nil
}

func readIDXFile(ctx context.Context, f File) (*Array, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close() // only read
	a, err := ReadIDX(&content{Reader: &untilDone{ctx, r}, path: f.Path})
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	return a, err
}

// untilDone is a reader that ends with its context.
type untilDone struct {
	ctx context.Context
	r   io.Reader
}

func (c *untilDone) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.r.Read(p)
}

// images joins pictures and labels, both of bytes and from the given files, to
// one set.
func images(name, split string, files []File, pictures, labels *Array) (*Images, error) {
	x, ok := pictures.Data.([]uint8)
	if !ok || len(pictures.Shape) != 3 {
		return nil, bad(files[0].Path, fmt.Sprintf("holds %s, not bytes of shape n×height×width", pictures))
	}
	y, ok := labels.Data.([]uint8)
	if !ok || len(labels.Shape) != 1 || len(y) != pictures.Shape[0] {
		return nil, bad(files[1].Path, fmt.Sprintf("%d images but the labels are %s", pictures.Shape[0], labels))
	}
	d := &Images{
		Name: name, Split: split, Labels: make([]int, len(y)),
		Height: pictures.Shape[1], Width: pictures.Shape[2], Channels: 1,
	}
	d.X = compute.New(pictures.Shape[0], d.Height*d.Width)
	var levels [256]float32
	for i := range levels {
		levels[i] = float32(i) / 255
	}
	for i, v := range x {
		d.X.Data[i] = levels[v]
	}
	for i, v := range y {
		d.Labels[i] = int(v)
	}
	return d, nil
}
