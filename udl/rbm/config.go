package rbm

import (
	"cmp"
	"fmt"
	"math"

	"github.com/udl-go/lab/udl"
)

// Config holds the hyper-parameters of a Bernoulli RBM.
// The zero value of a field selects the default given in its comment.
type Config struct {
	NComponents  int     // hidden units; default 64
	NIter        int     // epochs of Fit; default 10
	BatchSize    int     // rows an update; default 100
	LearningRate float64 // step size; default 0.05
	Schedule     string  // course of the step size over Fit: "constant" (default), "linear" or "cosine" down to zero
	NGibbs       int     // Gibbs steps an update, the k of CD-k; default 1
	Persistent   bool    // keep the chains between updates (PCD) instead of starting them at the data (CD)
	NChains      int     // chains of PCD; default BatchSize
	Momentum     float64 // share of the last update that is added to the next one, in [0,1)
	WeightDecay  float64 // L2 penalty on the weights, not on the biases
	Workers      int     // parallel workers; default one a CPU. Results do not depend on it
	Seed         uint64  // of all randomness; zero is a seed like any other
}

// The values of Config.Schedule.
const (
	Constant = "constant" // the same step size throughout
	Linear   = "linear"   // falls on a line to zero at the end of Fit
	Cosine   = "cosine"   // falls on half a cosine wave to zero at the end of Fit
)

func (c Config) withDefaults() Config {
	c.NComponents = cmp.Or(c.NComponents, 64)
	c.NIter = cmp.Or(c.NIter, 10)
	c.BatchSize = cmp.Or(c.BatchSize, 100)
	c.LearningRate = cmp.Or(c.LearningRate, 0.05)
	c.Schedule = cmp.Or(c.Schedule, Constant)
	c.NGibbs = cmp.Or(c.NGibbs, 1)
	c.NChains = cmp.Or(c.NChains, c.BatchSize)
	return c
}

func (c Config) validate() error {
	for _, f := range []struct {
		name  string
		value int
	}{
		{"NComponents", c.NComponents},
		{"NIter", c.NIter},
		{"BatchSize", c.BatchSize},
		{"NGibbs", c.NGibbs},
		{"NChains", c.NChains},
	} {
		if f.value < 1 {
			return fmt.Errorf("rbm: %s is %d, want at least 1: %w", f.name, f.value, udl.ErrRange)
		}
	}
	if !(c.LearningRate > 0) || math.IsInf(c.LearningRate, 0) {
		return fmt.Errorf("rbm: LearningRate is %g, want a positive number: %w", c.LearningRate, udl.ErrRange)
	}
	if !(c.Momentum >= 0 && c.Momentum < 1) {
		return fmt.Errorf("rbm: Momentum is %g, want it in [0,1): %w", c.Momentum, udl.ErrRange)
	}
	if !(c.WeightDecay >= 0) || math.IsInf(c.WeightDecay, 0) {
		return fmt.Errorf("rbm: WeightDecay is %g, want it zero or positive: %w", c.WeightDecay, udl.ErrRange)
	}
	switch c.Schedule {
	case Constant, Linear, Cosine:
		return nil
	}
	return fmt.Errorf("rbm: Schedule is %q, want %q, %q or %q: %w", c.Schedule, Constant, Linear, Cosine, udl.ErrRange)
}

// rate is the step size after a share t in [0,1) of the run.
func (c Config) rate(t float64) float64 {
	switch c.Schedule {
	case Linear:
		return c.LearningRate * (1 - t)
	case Cosine:
		return c.LearningRate * (1 + math.Cos(math.Pi*t)) / 2
	}
	return c.LearningRate
}
