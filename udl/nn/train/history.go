package train

import (
	"fmt"
	"strings"
	"time"

	"github.com/udl-go/lab/udl"
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
	Best    int     // the last epoch whose loss, of validation if there is one, was more than MinDelta below the best before; 0 without epochs
	Stopped bool    // early stopping ended the run
	Planned int     // Config.Epochs
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
	end := "interrupted"
	switch {
	case h.Stopped:
		end = "stopped early"
	case len(h.Epochs) >= h.Planned:
		end = "complete"
	}
	return fmt.Sprintf("%s\nbest: %s\n%s after %d of %d epochs", h.Epochs[len(h.Epochs)-1], h.Epochs[h.Best-1], end, len(h.Epochs), h.Planned)
}

// HTML is the card for a notebook.
func (h *History) HTML() string { return udl.Card(strings.Split(h.String(), "\n")).HTML() }

// String returns the epoch and its losses.
func (e Epoch) String() string {
	s := fmt.Sprintf("epoch %d, loss %.4g", e.Epoch, e.Loss)
	if e.Validation != 0 {
		s += fmt.Sprintf(", validation loss %.4g", e.Validation)
	}
	return s
}
