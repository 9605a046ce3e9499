package display_test

import (
	"context"
	"fmt"
	"math"

	"github.com/udl-go/lab/udl/display"
)

func ExampleTable() {
	type run struct {
		Method string
		Score  float64
	}
	fmt.Println(display.Table([]run{{"RBM", 0.961}, {"VAE", 0.94}}))
	// Output:
	// 2 rows of display_test.run
	// Method  Score
	// RBM     0.961
	// VAE      0.94
}

func ExampleCompare() {
	fmt.Println(display.Compare([]string{"accuracy", "loss ↓"},
		display.Score{Name: "RBM", Values: []float64{0.961, 0.35}},
		display.Score{Name: "PCA", Values: []float64{0.912, math.NaN()}},
	))
	// Output:
	// 2 rows
	//      accuracy  loss ↓
	// RBM     0.961    0.35
	// PCA     0.912
}

func ExampleLaTeX() {
	b := display.Render(display.LaTeX(`p(v) = \sum_h p(v, h)`))
	fmt.Println(b["text/latex"])
	// Output: $$p(v) = \sum_h p(v, h)$$
}

func ExampleJSON() {
	fmt.Println(display.JSON(map[string]int{"epochs": 3}))
	// Output:
	// {
	//   "epochs": 3
	// }
}

func ExampleAudio() {
	tone := make([]float32, 8000)
	for i := range tone {
		tone[i] = float32(math.Sin(2 * math.Pi * 440 * float64(i) / 8000))
	}
	fmt.Println(display.Audio(tone, 8000))
	// Output: audio, 1s, 8000 Hz
}

func ExampleClear() {
	ctx := context.Background() // outside a notebook nothing is taken away
	for i := range 2 {
		display.Clear(ctx)
		_ = display.Show(ctx, i)
	}
	// Output:
	// 0
	// 1
}
