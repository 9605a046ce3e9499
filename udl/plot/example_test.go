package plot_test

import (
	"fmt"

	"github.com/udl-go/lab/compute"
	"github.com/udl-go/lab/udl/plot"
)

func ExampleMosaic() {
	digits := compute.New(20, 784)
	m, err := plot.Mosaic(digits, plot.MosaicConfig{Columns: 10})
	fmt.Println(m, err)
	// Output: mosaic of 20 images of 28×28, 571×115 pixels <nil>
}

func ExampleColumns() {
	weights := compute.New(784, 500) // one column a hidden unit
	m, err := plot.Columns(weights, plot.MosaicConfig{Symmetric: true, Scale: 1})
	fmt.Println(m, err)
	// Output: mosaic of 500 images of 28×28, 668×639 pixels <nil>
}

func ExampleStack() {
	c := plot.MosaicConfig{Columns: 10}
	digits, err := plot.Mosaic(compute.New(10, 784), c)
	if err != nil {
		fmt.Println(err)
		return
	}
	reconstructions, err := plot.Mosaic(compute.New(10, 784), c)
	if err != nil {
		fmt.Println(err)
		return
	}
	both, err := plot.Stack(digits, reconstructions)
	fmt.Println(both, err)
	// Output: 2 stacked images, 571×122 pixels <nil>
}

func ExampleLine() {
	f, err := plot.Line(plot.Config{Title: "PCD", XLabel: "epoch", YLabel: "nats"},
		plot.Series{Name: "train", Y: []float64{-140, -112, -101, -96}},
		plot.Series{Name: "test", Y: []float64{-141, -113, -103, -99}})
	fmt.Println(f, err)
	// Output: line plot "PCD": 2 series; x 1 to 4, y −141 to −96 <nil>
}

func ExampleScatter() {
	f, err := plot.Scatter(plot.Config{Title: "codes"},
		plot.Series{X: []float64{0, 1, 0, 1}, Y: []float64{0, 0, 1, 1}, Labels: []int{0, 1, 1, 0}})
	fmt.Println(f, err)
	// Output: scatter plot "codes": 4 points; x 0 to 1, y 0 to 1 <nil>
}

func ExampleHistogram() {
	f, err := plot.Histogram(plot.Config{XLabel: "free energy"}, 4, plot.Series{Y: []float64{1, 2, 2, 3, 3, 3, 4}})
	fmt.Println(f, err)
	// Output: histogram: 7 values from 1 to 4 in 4 bins <nil>
}

func ExampleHeatmap() {
	f, err := plot.Heatmap(plot.Config{Title: "correlation"}, compute.FromRows([][]float32{{1, -.3}, {-.3, 1}}))
	fmt.Println(f, err)
	// Output: heat map "correlation": 2×2 cells, values −0.3 to 1 <nil>
}
