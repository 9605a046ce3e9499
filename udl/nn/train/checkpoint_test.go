package train

import (
	"context"
	"maps"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/compute"
	"github.com/udl-go/lab/udl"
	"github.com/udl-go/lab/udl/nn"
	"github.com/udl-go/lab/udl/nn/optim"
)

// runs are settings that put different things into a checkpoint. 55 rows make 6
// batches an epoch, the last one short.
var runs = map[string]Config{
	"adam":              {},
	"averages":          {Optimizer: optim.Config{EMA: 0.8, Schedule: optim.Cosine}},
	"early stopping":    {Patience: 2, MinDelta: 0.002, Optimizer: optim.Config{LearningRate: 0.05, EMA: 0.5}},
	"momentum, clipped": {DropLast: true, Optimizer: optim.Config{Method: optim.SGD, Momentum: 0.9, LearningRate: 0.1, ClipNorm: 0.2}},
	"in order":          {InOrder: true, Optimizer: optim.Config{Method: optim.RMSProp}},
}

// complete fills in what the runs share.
func complete(c Config, path string) Config {
	c.Epochs, c.BatchSize, c.Seed = 5, 10, 3
	c.Validation = FromTensors(rows(21, 8))
	c.Checkpoint = path
	return c
}

// result is all that a run leaves: its parameters, its history and the tensors
// of its last checkpoint.
type result struct {
	weights []float32
	history History
	tensors map[string]*compute.Tensor
}

func resultOf(t *testing.T, params []*nn.Param, h *History, path string) result {
	t.Helper()
	tensors, _, err := nn.ReadSafetensors(path)
	require.NoError(t, err)
	return result{numbersOf(params), timeless(h), tensors}
}

// spoil sets parameters to something that a checkpoint has to replace.
func spoil(params []*nn.Param) {
	for _, p := range params {
		p.Value.Fill(0.123)
	}
}

// canceling is a Source that ends a context at one of its reads.
type canceling struct {
	Tensors
	reads  int
	cancel func()
}

func (s *canceling) Read(b *Batch, from, to int) error {
	if s.reads--; s.reads == 0 {
		s.cancel()
	}
	return s.Tensors.Read(b, from, to)
}

// The end of a context may fall into the validation of an epoch.
func TestResumeInsideTheValidation(t *testing.T) {
	data := FromTensors(rows(55, 8))
	params, loss := autoencoder(8)
	dir := t.TempDir()
	c := complete(runs["early stopping"], filepath.Join(dir, "whole.safetensors"))
	h := mustRun(t, params, data, loss, c)
	want := resultOf(t, params, h, c.Checkpoint)
	for read := 1; read <= 5; read++ { // of three a validation; the third is the last, after which the epoch ends
		ctx, cancel := context.WithCancel(t.Context())
		params, loss := autoencoder(8)
		part := complete(runs["early stopping"], filepath.Join(dir, "part.safetensors"))
		part.Validation = &canceling{Tensors{X: []*compute.Tensor{rows(21, 8)}}, read, cancel}
		h, err := Run(ctx, params, data, loss, part)
		require.ErrorIs(t, err, context.Canceled)
		require.Len(t, h.Epochs, read/3)
		params, loss = autoencoder(8)
		spoil(params)
		part.Validation, part.Resume = c.Validation, true
		h = mustRun(t, params, data, loss, part)
		require.Equal(t, want, resultOf(t, params, h, part.Checkpoint), "read %d", read)
	}
}

// A run that ends at a batch and goes on in another process has every bit of a
// run that did not end. The batches are drawn at random, besides the first and
// the last of an epoch.
func TestResumeIsBitExact(t *testing.T) {
	rng := compute.NewRNG(2026)
	for name, c := range runs {
		dir := t.TempDir()
		data := FromTensors(rows(55, 8))
		params, loss := autoencoder(8)
		c = complete(c, filepath.Join(dir, "whole.safetensors"))
		h := mustRun(t, params, data, loss, c)
		want := resultOf(t, params, h, c.Checkpoint)
		for _, stop := range []int{0, 6, 1 + rng.Intn(4), 7 + rng.Intn(4), 1 + rng.Intn(len(h.Epochs)*5-1)} {
			params, loss := autoencoder(8)
			c.Checkpoint, c.Resume = filepath.Join(dir, "part.safetensors"), false
			_, err := Run(stopAfter(stop), params, data, loss, c)
			require.ErrorIs(t, err, context.Canceled)
			c.Resume = true
			params, loss = autoencoder(8) // another process
			spoil(params)
			h, err := Run(stopAfter(stop+2), params, data, loss, c)
			if err != nil { // and another one
				require.ErrorIs(t, err, context.Canceled)
				params, loss = autoencoder(8)
				h = mustRun(t, params, data, loss, c)
			}
			got := resultOf(t, params, h, c.Checkpoint)
			require.Equal(t, want.history, got.history, "%s, stopped after %d batches", name, stop)
			require.Equal(t, want, got, "%s, stopped after %d batches", name, stop)
		}
	}
}

// The best epoch lies before the end, and the run waits on after it.
func TestResumeKeepsTheBest(t *testing.T) {
	c := Config{Epochs: 100, Patience: 5, Validation: FromTensors(rows(2, 1)), Optimizer: optim.Config{Method: optim.SGD, LearningRate: 0.02, EMA: 0.5}}
	data := FromTensors(rows(5, 1))
	whole, loss := point(0)
	want := mustRun(t, []*nn.Param{whole}, data, loss, c)
	require.True(t, want.Stopped)
	best := want.Epochs[want.Best-1].Validation
	require.InDelta(t, best, math.Pow(float64(whole.Value.Data[0])-3, 2), 1e-5, "the averages of the best epoch are left")
	for after := range 5 {
		c.Checkpoint, c.Resume = filepath.Join(t.TempDir(), "run.safetensors"), true
		w, loss := point(0)
		_, err := Run(stopAfter(want.Best+after), []*nn.Param{w}, data, loss, c)
		require.ErrorIs(t, err, context.Canceled)
		require.Equal(t, whole.Value, w.Value, "also of a run that is canceled")
		w, loss = point(77)
		got := mustRun(t, []*nn.Param{w}, data, loss, c)
		require.Equal(t, timeless(want), timeless(got))
		require.Equal(t, whole.Value, w.Value)
	}
}

// A process that dies leaves the last checkpoint, from which the run repeats
// what was lost, to the same bits.
func TestResumeAfterACrash(t *testing.T) {
	data := FromTensors(rows(55, 8))
	params, loss := autoencoder(8)
	dir := t.TempDir()
	c := complete(runs["averages"], filepath.Join(dir, "whole.safetensors"))
	c.CheckpointEvery = 4
	h := mustRun(t, params, data, loss, c)
	want := resultOf(t, params, h, c.Checkpoint)
	for _, crash := range []int{3, 5, 11, 20} {
		c.Checkpoint, c.Resume = filepath.Join(dir, "live.safetensors"), false
		os.Remove(c.Checkpoint) // of the turn before, if there was one
		left := filepath.Join(dir, "left.safetensors")
		os.Remove(left)
		ctx := udl.WithProgress(context.Background(), func(e udl.Progress) {
			if e.Done != crash {
				return
			}
			if data, err := os.ReadFile(c.Checkpoint); err == nil {
				assert.NoError(t, os.WriteFile(left, data, 0o600))
			}
		})
		params, loss := autoencoder(8)
		_, err := Run(ctx, params, data, loss, c)
		require.NoError(t, err)
		c.Checkpoint, c.Resume = left, true
		params, loss = autoencoder(8)
		if crash > 4 {
			spoil(params)
		}
		h := mustRun(t, params, data, loss, c)
		require.Equal(t, want, resultOf(t, params, h, left), "crash after batch %d", crash)
		names, err := filepath.Glob(filepath.Join(dir, ".*"))
		require.NoError(t, err)
		require.Empty(t, names, "nothing is left beside the checkpoints")
	}
}

// A finished run is not run again; with more epochs it goes on.
func TestResumeOfAFinishedRun(t *testing.T) {
	c := complete(Config{}, filepath.Join(t.TempDir(), "run.safetensors"))
	data := FromTensors(rows(55, 8))
	params, loss := autoencoder(8)
	c.Resume = true // there is nothing yet
	h := mustRun(t, params, data, loss, c)
	want := numbersOf(params)
	spoil(params)
	again := mustRun(t, params, data, loss, c)
	assert.Equal(t, want, numbersOf(params))
	assert.Equal(t, timeless(h), timeless(again))
	c.Epochs = 7
	more := mustRun(t, params, data, loss, c)
	assert.Len(t, more.Epochs, 7)
	c.Epochs, c.Resume = 7, false
	params, loss = autoencoder(8)
	mustRun(t, params, data, loss, c)
	long := numbersOf(params)
	c.Epochs, c.Checkpoint = 7, ""
	params, loss = autoencoder(8)
	mustRun(t, params, data, loss, c)
	assert.Equal(t, long, numbersOf(params), "a checkpoint changes nothing")
}

func TestResumeRefuses(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "run.safetensors")
	c := complete(Config{Patience: 3}, path)
	c.Epochs = 2
	data := FromTensors(rows(55, 8))
	params, loss := autoencoder(8)
	mustRun(t, params, data, loss, c)
	tensors, metadata, err := nn.ReadSafetensors(path)
	require.NoError(t, err)
	c.Resume = true
	for want, change := range map[string]struct {
		is   error
		make func(c *Config)
	}{
		"another Seed, 3 instead of 4":        {udl.ErrRange, func(c *Config) { c.Seed = 4 }},
		"another BatchSize, 10 instead of 9":  {udl.ErrRange, func(c *Config) { c.BatchSize = 9 }},
		"another DropLast":                    {udl.ErrRange, func(c *Config) { c.DropLast = true }},
		"another Method, adam instead of sgd": {udl.ErrRange, func(c *Config) { c.Optimizer.Method = optim.SGD }},
		"written without Patience":            {udl.ErrRange, func(c *Config) { c.Checkpoint = change(t, dir, withoutBest(tensors), metadata) }},
		"another InOrder":                     {udl.ErrRange, func(c *Config) { c.InOrder = true }},
		"has no average of 0.weight":          {udl.ErrShape, func(c *Config) { c.Optimizer.EMA = 0.9 }},
		"ends in .safetensors":                {udl.ErrRange, func(c *Config) { c.Checkpoint = "x.npz" }},
		"bad file format":                     {udl.ErrFormat, func(c *Config) { c.Checkpoint = damage(t, dir, tensors, metadata) }},
		"no checkpoint of a training run":     {udl.ErrFormat, func(c *Config) { c.Checkpoint = change(t, dir, tensors, nil) }},
		"state is not JSON":                   {udl.ErrFormat, func(c *Config) { c.Checkpoint = change(t, dir, tensors, map[string]string{"state": "{"}) }},
		"is not one of the run": {udl.ErrFormat, func(c *Config) {
			c.Checkpoint = change(t, dir, tensors, map[string]string{"state": `{"Seed":3,"Rows":55,"BatchSize":10,"Method":"adam"}`})
		}},
		"no value of shape [6] for 1.weight":    {udl.ErrShape, func(c *Config) { c.Checkpoint = change(t, dir, without(tensors, "value.2.1.weight"), metadata) }},
		"no best of shape [6] for 1.weight":     {udl.ErrShape, func(c *Config) { c.Checkpoint = change(t, dir, without(tensors, "best.2.1.weight"), metadata) }},
		"the state has no momentum of 1.weight": {udl.ErrShape, func(c *Config) { c.Checkpoint = change(t, dir, without(tensors, "first.2.1.weight"), metadata) }},
	} {
		params, loss := autoencoder(8)
		before := numbersOf(params)
		other := c
		change.make(&other)
		_, err := Run(context.Background(), params, data, loss, other)
		require.ErrorIs(t, err, change.is, want)
		require.ErrorContains(t, err, want)
		assert.Equal(t, before, numbersOf(params), "nothing has changed")
	}
	params, loss = autoencoder(8)
	_, err = Run(context.Background(), params, FromTensors(rows(54, 8)), loss, c)
	require.ErrorContains(t, err, "another number of rows, 55 instead of 54")
	c.Checkpoint = filepath.Join(dir, "none", "run.safetensors")
	_, err = Run(context.Background(), params, data, loss, c)
	require.ErrorIs(t, err, os.ErrNotExist, "a folder that is not there")
}

// change writes a checkpoint with other tensors or metadata.
func change(t *testing.T, dir string, tensors map[string]*compute.Tensor, metadata map[string]string) string {
	t.Helper()
	path := filepath.Join(dir, "changed.safetensors")
	if metadata != nil && metadata["kind"] == "" {
		metadata["kind"] = checkpointKind
	}
	require.NoError(t, nn.WriteSafetensors(path, tensors, metadata))
	return path
}

func damage(t *testing.T, dir string, tensors map[string]*compute.Tensor, metadata map[string]string) string {
	t.Helper()
	path := change(t, dir, tensors, metadata)
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(path, data[:len(data)/2], 0o600))
	return path
}

func without(tensors map[string]*compute.Tensor, name string) map[string]*compute.Tensor {
	out := map[string]*compute.Tensor{}
	for n, t := range tensors {
		if n != name {
			out[n] = t
		}
	}
	return out
}

// withoutBest are the tensors of a run without early stopping.
func withoutBest(tensors map[string]*compute.Tensor) map[string]*compute.Tensor {
	out := maps.Clone(tensors)
	maps.DeleteFunc(out, func(name string, _ *compute.Tensor) bool { return strings.HasPrefix(name, "best.") })
	return out
}

// A run that stopped early goes on with more patience, as if it had had it.
func TestResumeWithMorePatience(t *testing.T) {
	data := FromTensors(rows(5, 1))
	c := Config{Epochs: 30, Patience: 2, Validation: FromTensors(rows(2, 1)), Optimizer: optim.Config{Method: optim.SGD, LearningRate: 0.02}}
	c.Checkpoint, c.Resume = filepath.Join(t.TempDir(), "run.safetensors"), true
	w, loss := point(0)
	require.True(t, mustRun(t, []*nn.Param{w}, data, loss, c).Stopped)
	c.Patience = 5
	got := mustRun(t, []*nn.Param{w}, data, loss, c)
	c.Checkpoint, c.Resume = "", false
	whole, loss := point(0)
	want := mustRun(t, []*nn.Param{whole}, data, loss, c)
	require.Equal(t, timeless(want), timeless(got))
	require.Equal(t, whole.Value, w.Value)
}

// A folder that is not there shows before the first epoch, not after it.
func TestCheckpointNeedsItsFolder(t *testing.T) {
	w, loss := point(0)
	c := Config{Checkpoint: filepath.Join(t.TempDir(), "none", "run.safetensors")}
	h, err := Run(context.Background(), []*nn.Param{w}, FromTensors(rows(5, 1)), loss, c)
	require.ErrorIs(t, err, os.ErrNotExist)
	require.ErrorContains(t, err, "train: checkpoint: ")
	require.Empty(t, h.Epochs)
	require.Zero(t, w.Value.Data[0], "nothing was trained")
}

// Parameters that are not finite do not replace a checkpoint that is good, even
// while the loss has a value.
func TestCheckpointsAreFinite(t *testing.T) {
	w := &nn.Param{Name: "w", Value: compute.FromSlice([]float32{4}, 1)}
	loss := func(t *nn.Tape, b *Batch) *nn.Var {
		if b.Step == 4 {
			return t.Param(w).Scale(0).Sqrt().Mean() // 0, with a slope of 0·Inf
		}
		return t.Param(w).Mean()
	}
	for _, c := range []Config{
		{BatchSize: 1, CheckpointEvery: 1, Checkpoint: filepath.Join(t.TempDir(), "run.safetensors")},
		{BatchSize: 5, Epochs: 5}, // the last update of all
	} {
		w.Value.Data[0] = 4
		_, err := Run(context.Background(), []*nn.Param{w}, FromTensors(rows(5, 1)), loss, c)
		require.ErrorIs(t, err, udl.ErrDiverged)
		require.ErrorContains(t, err, "the norm of w is NaN in epoch ")
		if c.Checkpoint != "" {
			tensors, _, err := nn.ReadSafetensors(c.Checkpoint)
			require.NoError(t, err)
			require.InDelta(t, 4-4*0.001, tensors["value.0.w"].Data[0], 1e-5)
		}
	}
}

// Whatever the state of a checkpoint says, it is taken or refused.
func FuzzRestore(f *testing.F) {
	path := filepath.Join(f.TempDir(), "run.safetensors")
	c := complete(Config{Patience: 3}, path)
	c.Epochs = 2
	data := FromTensors(rows(55, 8))
	params, loss := autoencoder(8)
	mustRun(f, params, data, loss, c)
	tensors, metadata, err := nn.ReadSafetensors(path)
	require.NoError(f, err)
	f.Add(metadata[keyState])
	f.Add(`{"Seed":3,"Rows":55,"BatchSize":10,"Method":"adam","Position":{"Epoch":1,"Batch":2,"Rows":20},"Steps":[1,1,1,1,1,1],"Step":1}`)
	f.Add(`{"Seed":3,"Rows":55,"BatchSize":10,"Method":"adam","Position":{"Epoch":2,"History":{"Epochs":[{}]}}}`)
	f.Add(`{"Seed":3,"Rows":55,"BatchSize":10,"Method":"adam","Position":{"Epoch":1},"Steps":[9,0,0,0,0,-1],"Step":-1}`)
	f.Fuzz(func(t *testing.T, state string) {
		r, err := newRun(params, data, loss, c.withDefaults())
		require.NoError(t, err)
		if r.restore(tensors, map[string]string{keyKind: checkpointKind, keyState: state}) == nil {
			_ = r.at.History.String()
			_ = r.done()
		}
	})
}
