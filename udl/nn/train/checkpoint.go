package train

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"github.com/udl-go/lab/compute"
	"github.com/udl-go/lab/udl"
	"github.com/udl-go/lab/udl/nn"
	"github.com/udl-go/lab/udl/nn/optim"
)

// A checkpoint is a safetensors file. Its tensors are those of the parameters,
// by their place in the run, in up to five roles; its metadata say the rest.
const (
	checkpointKind = "udl.train.checkpoint"
	keyKind        = "kind"
	keyState       = "state"
)

// saved is the state of a run besides its tensors.
type saved struct {
	Seed            uint64
	Rows, BatchSize int
	DropLast        bool
	InOrder         bool
	Method          optim.Method
	Noise           [3]uint64 // of the tape's generator
	Step            int       // of the optimizer
	Steps           []int
	Position        position
}

// key names the tensor of a parameter in a role.
func (r *run) key(role string, i int) string {
	return fmt.Sprintf("%s.%d.%s", role, i, r.params[i].Name)
}

// trained returns the places among params of those that the optimizer trains.
func (r *run) trained() (places []int) {
	for i, p := range r.params {
		if !p.Buffer {
			places = append(places, i)
		}
	}
	return places
}

// save writes the checkpoint, if there is to be one.
func (r *run) save() error {
	if r.c.Checkpoint == "" {
		return nil
	}
	if err := r.sound(); err != nil { // the checkpoint before this one is better
		return err
	}
	state := r.opt.State() // the weights are in place from here on
	tensors := map[string]*compute.Tensor{}
	put := func(role string, i int, t *compute.Tensor) {
		if t != nil {
			tensors[r.key(role, i)] = t
		}
	}
	for i, p := range r.params {
		put("value", i, p.Value)
		if r.best != nil {
			put("best", i, r.best[i])
		}
	}
	for k, i := range r.trained() {
		put("first", i, state.First[k])
		put("second", i, state.Second[k])
		put("average", i, state.Average[k])
	}
	text, err := json.Marshal(saved{
		Seed: r.c.Seed, Rows: r.rows, BatchSize: r.c.BatchSize, DropLast: r.c.DropLast, InOrder: r.c.InOrder, Method: r.opt.Config().Method,
		Noise: r.rng.State(), Step: state.Step, Steps: state.Steps, Position: r.at,
	})
	if err == nil {
		err = nn.WriteSafetensors(r.c.Checkpoint, tensors, map[string]string{keyKind: checkpointKind, keyState: string(text)})
	}
	if err != nil {
		return fmt.Errorf("train: checkpoint: %w", err)
	}
	return nil
}

// resume continues from the checkpoint, if there is one. It changes nothing
// unless all of it fits.
func (r *run) resume() error {
	tensors, metadata, err := nn.ReadSafetensors(r.c.Checkpoint)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("train: checkpoint: %w", err)
	}
	if err := r.restore(tensors, metadata); err != nil {
		return fmt.Errorf("train: checkpoint %s: %w", r.c.Checkpoint, err)
	}
	return nil
}

func (r *run) restore(tensors map[string]*compute.Tensor, metadata map[string]string) error {
	if metadata[keyKind] != checkpointKind {
		return fmt.Errorf("it is no checkpoint of a training run: %w", udl.ErrFormat)
	}
	var s saved
	if err := json.Unmarshal([]byte(metadata[keyState]), &s); err != nil {
		return fmt.Errorf("its state is not JSON: %v: %w", err, udl.ErrFormat)
	}
	if err := r.sameRun(s); err != nil {
		return err
	}
	values, err := r.take(tensors, "value", true)
	if err != nil {
		return err
	}
	best, err := r.take(tensors, "best", false)
	if err != nil {
		return err
	}
	if best == nil && r.c.Patience > 0 && s.Position.History.Best > 0 {
		return fmt.Errorf("it was written without Patience and lacks the parameters of the best epoch, %d: %w", s.Position.History.Best, udl.ErrRange)
	}
	state := optim.State{Step: s.Step, Steps: s.Steps}
	for _, i := range r.trained() {
		state.First = append(state.First, tensors[r.key("first", i)])
		state.Second = append(state.Second, tensors[r.key("second", i)])
		state.Average = append(state.Average, tensors[r.key("average", i)])
	}
	if err := r.opt.SetState(state); err != nil {
		return err
	}
	for i, p := range r.params {
		copy(p.Value.Data, values[i].Data)
	}
	if best != nil && r.c.Patience > 0 {
		r.best = best
	}
	*r.rng = *compute.RNGFromState(s.Noise)
	r.at = s.Position
	r.at.History.Stopped = r.exhausted() // by the present Patience
	return nil
}

// sameRun reports what a checkpoint and the settings of the run do not share.
func (r *run) sameRun(s saved) error {
	for _, f := range []struct {
		name       string
		then, here any
	}{
		{"Seed", s.Seed, r.c.Seed},
		{"number of rows", s.Rows, r.rows},
		{"BatchSize", s.BatchSize, r.c.BatchSize},
		{"DropLast", s.DropLast, r.c.DropLast},
		{"InOrder", s.InOrder, r.c.InOrder},
		{"Method", s.Method, r.opt.Config().Method},
	} {
		if f.then != f.here {
			return fmt.Errorf("it was written with another %s, %v instead of %v: %w", f.name, f.then, f.here, udl.ErrRange)
		}
	}
	at, epochs := s.Position, len(s.Position.History.Epochs)
	fits := at.Epoch == epochs+1 && at.Batch >= 0 && at.Batch <= r.batches && at.Rows == min(at.Batch*r.c.BatchSize, r.rows)
	best := at.History.Best
	if !fits || best < 0 || best > epochs || best == 0 && epochs > 0 {
		return fmt.Errorf("its position, epoch %d, batch %d, best epoch %d, is not one of the run: %w", at.Epoch, at.Batch, best, udl.ErrFormat)
	}
	return nil
}

// take returns the tensors of all parameters in a role, nil when there are none
// and none are needed.
func (r *run) take(tensors map[string]*compute.Tensor, role string, needed bool) ([]*compute.Tensor, error) {
	all := make([]*compute.Tensor, len(r.params))
	for i, p := range r.params {
		t := tensors[r.key(role, i)]
		if t == nil && i == 0 && !needed {
			return nil, nil
		}
		if t == nil || !slices.Equal(t.Shape, p.Value.Shape) {
			return nil, fmt.Errorf("it has no %s of shape %v for %s: %w", role, p.Value.Shape, p.Name, udl.ErrShape)
		}
		all[i] = t
	}
	return all, nil
}
