package build

import (
	"context"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"slices"

	"github.com/udl-go/lab/udl/dataset"
)

// addDigits adds the first training and test digits of MNIST in the format of
// the whole set, and data/files.json, the list of what the worker downloads.
func addDigits(ctx context.Context, o Options, files map[string][]byte) error {
	train, test, err := dataset.MNIST(ctx)
	if err != nil {
		return err
	}
	train, test = train.Take(o.Train), test.Take(o.Test)
	fmt.Fprintf(o.Log, "digits: %d for training, %d for tests\n", train.Len(), test.Len())
	data := map[string][]byte{
		"mnist/train-images-idx3-ubyte.gz": pictures(train),
		"mnist/train-labels-idx1-ubyte.gz": labels(train),
		"mnist/t10k-images-idx3-ubyte.gz":  pictures(test),
		"mnist/t10k-labels-idx1-ubyte.gz":  labels(test),
	}
	list, err := json.Marshal(slices.Sorted(maps.Keys(data)))
	if err != nil {
		return err
	}
	files["data/files.json"] = append(list, '\n')
	for name, idx := range data {
		files["data/"+name] = compress(idx)
	}
	return nil
}

// pictures spells images as IDX bytes: n×height×width.
func pictures(d *dataset.Images) []byte {
	b := idx(d.Len(), d.Height, d.Width)
	for _, v := range d.X.Data {
		b = append(b, byte(math.Round(float64(v)*255)))
	}
	return b
}

// labels spells labels as IDX bytes.
func labels(d *dataset.Images) []byte {
	b := idx(d.Len())
	for _, v := range d.Labels {
		b = append(b, byte(v))
	}
	return b
}

// idx returns the head of an array of bytes.
func idx(shape ...int) []byte {
	b := []byte{0, 0, 0x08, byte(len(shape))}
	for _, n := range shape {
		b = binary.BigEndian.AppendUint32(b, uint32(n))
	}
	return b
}
