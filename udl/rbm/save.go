package rbm

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/udl-go/lab/compute"
	"github.com/udl-go/lab/udl"
	"github.com/udl-go/lab/udl/nn"
)

// Names of a saved model's tensors and metadata. The names of the tensors are
// those under which torch users keep an RBM.
const (
	kind            = "udl.rbm.Bernoulli"
	tensorWeights   = "W"
	tensorVisible   = "v_bias"
	tensorHidden    = "h_bias"
	tensorBaseRate  = "base_rate"
	metadataKind    = "model"
	metadataConfig  = "config"
	metadataHistory = "history"
)

// Save writes the model to one safetensors file: W (d×n), v_bias, h_bias and
// base_rate as float32, the Config as JSON in the metadata. It is written
// beside path and then renamed, so path never holds half a model. The state of
// an unfinished training run (chains, momentum) is not part of it.
func (m *Bernoulli) Save(path string) error {
	if err := m.ready("Save"); err != nil {
		return err
	}
	if !m.finite() { // Load would refuse it, and path may hold a better one
		return fmt.Errorf("rbm: Save: the weights are not finite: %w", udl.ErrDiverged)
	}
	config, err := json.Marshal(m.config)
	if err != nil {
		return fmt.Errorf("rbm: Save: %w", err)
	}
	history, err := json.Marshal(m.trained)
	if err != nil {
		return fmt.Errorf("rbm: Save: %w", err)
	}
	err = nn.WriteSafetensors(path, map[string]*compute.Tensor{
		tensorWeights:  m.Weights,
		tensorVisible:  m.VisibleBias,
		tensorHidden:   m.HiddenBias,
		tensorBaseRate: compute.FromSlice(m.base(), m.NVisible()),
	}, map[string]string{metadataKind: kind, metadataConfig: string(config), metadataHistory: string(history)})
	if err != nil {
		return fmt.Errorf("rbm: Save: %w", err)
	}
	return nil
}

// Load reads a model that Save wrote. A file that is damaged, of another kind
// or inconsistent gives an error that names it and wraps udl.ErrFormat.
func Load(path string) (*Bernoulli, error) {
	tensors, metadata, err := nn.ReadSafetensors(path)
	if err != nil {
		return nil, fmt.Errorf("rbm: Load: %w", err)
	}
	fail := func(format string, args ...any) (*Bernoulli, error) {
		return nil, fmt.Errorf("rbm: Load: %s: %s: %w", path, fmt.Sprintf(format, args...), udl.ErrFormat)
	}
	if metadata[metadataKind] != kind {
		return fail("it holds %q, not %q", metadata[metadataKind], kind)
	}
	var c Config
	if err := json.Unmarshal([]byte(metadata[metadataConfig]), &c); err != nil {
		return fail("its config is not JSON: %v", err)
	}
	m, err := New(c)
	if err != nil {
		return fail("its config is not valid: %v", err)
	}
	if err := json.Unmarshal([]byte(metadata[metadataHistory]), &m.trained); err != nil {
		return fail("its history is not JSON: %v", err)
	}
	w := tensors[tensorWeights]
	if w == nil || w.Dims() != 2 || w.Cols() != m.config.NComponents {
		return fail("it has no tensor %s of shape d×%d", tensorWeights, m.config.NComponents)
	}
	shapes := map[string]int{tensorVisible: w.Rows(), tensorHidden: w.Cols(), tensorBaseRate: w.Rows()}
	for _, name := range slices.Sorted(maps.Keys(shapes)) {
		if t := tensors[name]; t == nil || t.Dims() != 1 || t.Len() != shapes[name] {
			return fail("it has no tensor %s of %d values", name, shapes[name])
		}
	}
	m.Weights, m.VisibleBias, m.HiddenBias = w, tensors[tensorVisible], tensors[tensorHidden]
	m.baseRate = tensors[tensorBaseRate].Data
	if !m.finite() {
		return fail("it has weights that are not finite")
	}
	return m, nil
}
