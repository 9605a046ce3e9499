package optim_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/compute"
	"github.com/udl-go/lab/udl/nn"
	"github.com/udl-go/lab/udl/nn/optim"
)

// trajectories are runs of torch; testdata/gen/trajectories.py says how.
type trajectories struct {
	Tool, Version, Command string
	Shapes                 [][]int
	Start, Target, Curve   [][]float32
	Cases                  []struct {
		Name   string
		Config optim.Config
		Path   []struct {
			Step    int
			Weights [][]float32
		}
		Average [][]float32
	}
}

// schedules are those that the runs of torch had, by their names.
var schedules = map[string]optim.Schedule{
	"nesterov, decay, StepLR":                optim.StepDecay(6, 0.5),
	"adamw, CosineAnnealingLR, clipped norm": optim.Cosine,
	"sgd, warmup, clipped value and norm":    optim.Warmup(5, nil),
	"adam, ExponentialLR":                    optim.Exponential(0.9),
}

// quadratic is the loss Σ curve·(w − target)² of the golden runs.
type quadratic struct {
	params        []*nn.Param
	target, curve [][]float32
}

func (q *quadratic) gradient() {
	for i, p := range q.params {
		p.Grad = compute.New(p.Value.Shape...)
		for k, w := range p.Value.Data {
			p.Grad.Data[k] = 2 * q.curve[i][k] * (w - q.target[i][k])
		}
	}
}

func TestTrajectoriesOfTorch(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("testdata", "trajectories.json"))
	require.NoError(t, err)
	var g trajectories
	require.NoError(t, json.Unmarshal(text, &g))
	require.Len(t, g.Cases, 7)
	for _, c := range g.Cases {
		q := &quadratic{target: g.Target, curve: g.Curve}
		for i, s := range g.Shapes {
			w := compute.FromSlice(append([]float32(nil), g.Start[i]...), s...)
			q.params = append(q.params, &nn.Param{Name: "w", Value: w})
		}
		config := c.Config
		config.Schedule = schedules[c.Name]
		if c.Average != nil {
			config.EMA = 0.9
		}
		opt, err := optim.New(q.params, config)
		require.NoError(t, err)
		for _, at := range c.Path {
			for opt.Steps() < at.Step {
				q.gradient()
				opt.Step(nil)
			}
			for i, p := range q.params {
				assert.InDeltaSlice(t, at.Weights[i], p.Value.Data, 2e-5, "%s after step %d, by %s %s", c.Name, at.Step, g.Tool, g.Version)
			}
		}
		if c.Average != nil {
			opt.UseAverages()
			for i, p := range q.params {
				assert.InDeltaSlice(t, c.Average[i], p.Value.Data, 2e-5, "%s: averages", c.Name)
			}
		}
	}
}
