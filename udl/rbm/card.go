package rbm

import (
	"fmt"

	"github.com/udl-go/lab/udl"
)

// String is the model's card: its shape, how it learns, and what it has learned.
func (m *Bernoulli) String() string { return m.card().String() }

// HTML is the card for a notebook.
func (m *Bernoulli) HTML() string { return m.card().HTML() }

func (m *Bernoulli) card() udl.Card {
	c := m.config
	method := fmt.Sprintf("CD-%d", c.NGibbs)
	if c.Persistent {
		method = fmt.Sprintf("PCD-%d, %d chains", c.NGibbs, c.NChains)
	}
	how := fmt.Sprintf("%s, %d epochs, batch %d, learning rate %g %s", method, c.NIter, c.BatchSize, c.LearningRate, c.Schedule)
	if c.Momentum > 0 {
		how += fmt.Sprintf(", momentum %g", c.Momentum)
	}
	if c.WeightDecay > 0 {
		how += fmt.Sprintf(", weight decay %g", c.WeightDecay)
	}
	if m.Weights == nil {
		return udl.Card{fmt.Sprintf("Bernoulli RBM, %d hidden units", c.NComponents), how, "not fitted"}
	}
	size := fmt.Sprintf("Bernoulli RBM, %d visible × %d hidden units, %d parameters",
		m.NVisible(), c.NComponents, m.Weights.Len()+m.NVisible()+c.NComponents)
	state := fmt.Sprintf("fitted on %d rows, %d of %d epochs", m.trained.Rows, m.trained.Epochs, c.NIter)
	if m.trained.Rows == 0 {
		state = fmt.Sprintf("fitted on %d single batches", m.trained.Batches)
	} else if m.trained.Batches > 0 {
		state += fmt.Sprintf(" and %d single batches", m.trained.Batches)
	}
	if m.trained.Scored {
		state += fmt.Sprintf(", pseudo-likelihood %.1f nats", m.trained.Score)
	}
	return udl.Card{size, how, state}
}
