package dataset_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"testing/fstest"

	"github.com/udl-go/lab/compute"
	"github.com/udl-go/lab/udl/dataset"
)

func ExampleMNIST() {
	train, test, err := dataset.MNIST(context.Background())
	var missing *dataset.MissingError
	if errors.As(err, &missing) {
		fmt.Println("to get it:", missing.Hint)
		return
	}
	fmt.Println(train)
	fmt.Println(test)
}

func ExampleFind() {
	files := fstest.MapFS{"toy/points.npy": {Data: []byte("…")}}
	ctx := dataset.WithFiles(context.Background(), files)
	found, err := dataset.Find(ctx, "toy", "points.npy")
	if err != nil {
		fmt.Println(err)
		return
	}
	r, err := found[0].Open()
	if err != nil {
		fmt.Println(err)
		return
	}
	defer r.Close()
	_, err = dataset.ReadNPY(r)
	fmt.Println(err)
	// Output: dataset: toy/points.npy: the file ends too early: bad file format
}

func ExampleImages_Binarize() {
	d := &dataset.Images{Name: "grey", Split: "train", X: compute.New(1000, 4), Height: 2, Width: 2, Channels: 1}
	d.X.Fill(0.25)
	b := d.Binarize(0)
	fmt.Printf("%s: %.2f of the pixels are ink\n", b.Name, compute.Sum(b.X.Data)/float64(b.X.Len()))
	// Output: grey, binarized with seed 0: 0.25 of the pixels are ink
}

func ExampleBudget() {
	rows := dataset.Budget(context.Background(), 1000)
	fmt.Println(rows)
	// Output:
	// data budget: all 1000 rows
	// 1000
}

func ExampleWriteNPZ() {
	var file bytes.Buffer
	err := dataset.WriteNPZ(&file, map[string]*dataset.Array{
		"images": {Shape: []int{2, 3}, Data: []float32{0, .1, .2, .3, .4, .5}},
		"labels": {Shape: []int{2}, Data: []int64{7, 9}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	arrays, err := dataset.ReadNPZ(&file)
	if err != nil {
		fmt.Println(err)
		return
	}
	x, err := arrays["images"].Tensor()
	fmt.Println(x, err)
	labels, err := arrays["labels"].Ints()
	fmt.Println(labels, err)
	// Output:
	// Tensor 2×3
	//   [0 0.1 0.2]
	//   [0.3 0.4 0.5] <nil>
	// [7 9] <nil>
}
