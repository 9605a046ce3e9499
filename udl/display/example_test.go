package display_test

import (
	"context"
	"fmt"
	"os"
	"time"

	"github.com/udl-go/lab/udl"
	"github.com/udl-go/lab/udl/display"
)

func ExampleRender() {
	b := display.Render(display.HTML("<p>two <b>bold</b> words</p>"))
	fmt.Println(b["text/html"])
	fmt.Println(b["text/plain"])
	// Output:
	// <p>two <b>bold</b> words</p>
	// two bold words
}

func ExampleShow() {
	x := make([]float64, 60000)
	if err := display.Show(context.Background(), "grey levels", x); err != nil {
		fmt.Println(err)
	}
	// Output:
	// grey levels
	// [0 0 0 0 0 0 0 0 … 0 0 0 0 0 0 0 0] (60000 elements)
}

func ExampleUpdate() {
	ctx := context.Background() // outside a notebook, every state is printed
	_ = display.ShowAs(ctx, "state", display.Markdown("*burning in*"))
	_ = display.Update(ctx, "state", display.Text("ready"))
	// Output:
	// *burning in*
	// ready
}

func ExampleTextBar() {
	progress := display.TextBar(os.Stdout) // not a terminal here: plain lines
	for i := 1; i <= 3; i++ {
		progress(udl.Progress{
			Task: "rbm.Fit", Unit: "batch", Done: i, Total: 3, Epoch: i, Epochs: 3,
			Metric: "reconstruction error", Value: 1 / float64(i),
			Elapsed: time.Duration(i) * time.Second, Final: i == 3,
		})
	}
	// Output:
	// rbm.Fit 33 %: epoch 1/3, 00:01, ETA 00:02, 1.0 batch/s, reconstruction error 1
	// rbm.Fit 66 %: epoch 2/3, 00:02, ETA 00:01, 1.0 batch/s, reconstruction error 0.5
	// rbm.Fit: epoch 3/3, done in 00:03, 1.0 batch/s, reconstruction error 0.3333
}

func ExampleNewTraining() {
	training := display.NewTraining(func(b udl.Bundle, _ string, update bool) {
		fmt.Println(update, b["text/plain"])
	})
	training.Progress(udl.Progress{Task: "rbm.Fit", Done: 1, Total: 2, Elapsed: time.Second})
	training.Progress(udl.Progress{Task: "rbm.Fit", Done: 2, Total: 2, Elapsed: 2 * time.Second, Final: true})
	// Output:
	// false rbm.Fit 50 %: 00:01, ETA 00:01, 1.0 it/s
	// true rbm.Fit: done in 00:02, 1.0 it/s
}
