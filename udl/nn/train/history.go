package train

import (
	"fmt"
	"time"
)

// Epoch is what one pass over the data gave.
type Epoch struct {
	Epoch      int           // from 1
	Loss       float64       // mean of the batches' losses, each before its update, over rows
	Validation float64       // mean loss on Config.Validation after the epoch; 0 without it
	Rate       float64       // learning rate of the last update
	Elapsed    time.Duration // since Run began
}

// History is the course of a run.
type History struct {
	Epochs  []Epoch // those that ended
	Best    int     // the epoch with the lowest loss, of validation if there is one; 0 before the first
	Stopped bool    // early stopping ended the run
}

// Losses returns the training loss of each epoch, for a plot.
func (h *History) Losses() []float64 {
	y := make([]float64, len(h.Epochs))
	for i, e := range h.Epochs {
		y[i] = e.Loss
	}
	return y
}

// Validations returns the validation loss of each epoch, for a plot.
func (h *History) Validations() []float64 {
	y := make([]float64, len(h.Epochs))
	for i, e := range h.Epochs {
		y[i] = e.Validation
	}
	return y
}

// String returns a card of three lines: the last epoch, the best one, how the
// run ended.
func (h *History) String() string {
	if len(h.Epochs) == 0 {
		return "no epoch has ended"
	}
	end := "run to its end or interrupted"
	if h.Stopped {
		end = "stopped early"
	}
	return fmt.Sprintf("%s\nbest: %s\n%s", h.Epochs[len(h.Epochs)-1], h.Epochs[h.Best-1], end)
}

// String returns the epoch and its losses.
func (e Epoch) String() string {
	s := fmt.Sprintf("epoch %d, loss %.4g", e.Epoch, e.Loss)
	if e.Validation != 0 {
		s += fmt.Sprintf(", validation loss %.4g", e.Validation)
	}
	return s
}
