package compute

import (
	"strings"
	"testing"
)

// optimizerCase is a run of one of torch's optimizers.
type optimizerCase struct {
	Name, Kind        string
	Lr, Momentum      float64
	WeightDecay       float64 `json:"weight_decay"`
	Eps, Beta1, Beta2 float64
	Nesterov          bool
	Path              [][]float32
}

// update returns the step of the case.
func (c *optimizerCase) update() Update {
	return Update{
		Rule: map[string]Rule{"SGD": SGD, "RMSprop": RMSProp, "Adam": Adam, "AdamW": AdamW}[c.Kind],
		Rate: c.Lr, Momentum: c.Momentum, Nesterov: c.Nesterov, Beta1: c.Beta1, Beta2: c.Beta2,
		Eps: c.Eps, WeightDecay: c.WeightDecay,
	}
}

func TestUpdatesFollowTorch(t *testing.T) {
	var g struct {
		provenance
		Start     []float32
		Gradients [][]float32
		Cases     []optimizerCase
	}
	golden(t, "optimizers.json", &g, &g.provenance)
	if len(g.Cases) != 9 || len(g.Gradients) < 20 {
		t.Fatalf("%d cases of %d steps", len(g.Cases), len(g.Gradients))
	}
	eachImpl(t, func(t *testing.T) {
		for _, c := range g.Cases {
			n := len(g.Start)
			w, m, v := FromSlice(append([]float32(nil), g.Start...), n), New(n), New(n)
			u := c.update()
			for i, d := range g.Gradients {
				u.Step = i + 1
				u.Apply(nil, w, FromSlice(d, n), m, v)
				g.close(t, c.Name, w.Data, c.Path[i], 2e-6)
			}
		}
	})
}

// updateRules are steps of all kinds.
func updateRules() []Update {
	u := Update{Rate: 0.01, Beta1: 0.9, Beta2: 0.99, Eps: 1e-8, WeightDecay: 0.1, Step: 3, Scale: 0.5}
	var all []Update
	for _, r := range []Rule{SGD, RMSProp, Adam, AdamW} {
		u.Rule = r
		all = append(all, u)
	}
	u.Rule, u.Momentum = SGD, 0.9
	all = append(all, u)
	u.Nesterov = true
	return append(all, u)
}

func TestUpdatesDoNotDependOnWorkers(t *testing.T) {
	eachImpl(t, func(t *testing.T) {
		for _, u := range updateRules() {
			eachWorkers(t, func(p *Pool) []float32 {
				w, g, m, v := random(1, 500, 333), random(2, 500, 333), New(500, 333), New(500, 333)
				for range 2 {
					u.Apply(p, w, g, m, v)
				}
				return append(append(w.Data, m.Data...), v.Data...)
			})
		}
	})
}

func TestUpdateScalesTheGradient(t *testing.T) {
	for _, u := range updateRules() {
		var got [2]*Tensor
		for i, scale := range []float64{0, 0.25} { // 0 is 1
			w, g, m, v := random(1, 50), random(2, 50), New(50), New(50)
			if u.Scale = scale; i == 0 {
				Scale(0.25, g.Data)
			}
			u.Apply(nil, w, g, m, v)
			got[i] = w
		}
		sameBits(t, u.Rule.String(), got[1].Data, got[0].Data)
	}
}

func TestUpdateNeedsOnlyItsAverages(t *testing.T) {
	w, g, m, v := random(1, 50), random(2, 50), New(50), New(50)
	for _, u := range updateRules() {
		s := u.prepare("Update")
		first, second := m, v
		if !s.NeedsM() {
			first = nil
		}
		if !s.NeedsV() {
			second = nil
		}
		u.Apply(nil, w, g, first, second)
		allocatesNothing(t, u.Rule.String(), func() { u.Apply(nil, w, g, m, v) })
	}
	p := NewPool(2)
	w, g, m, v = random(1, 500, 400), random(2, 500, 400), New(500, 400), New(500, 400)
	u := updateRules()[2]
	allocatesNothing(t, "two workers", func() { u.Apply(p, w, g, m, v) })
}

func TestUpdateRefuses(t *testing.T) {
	w, g, m, v := New(3, 4), New(3, 4), New(3, 4), New(3, 4)
	adam := Update{Rule: Adam, Rate: 1, Step: 1}
	for _, c := range []struct {
		text string
		f    func()
	}{
		{"of 3×4, [2]: the gradient does not fit", func() { adam.Apply(nil, w, New(2), m, v) }},
		{"of 3×4, [5]: m does not fit", func() { adam.Apply(nil, w, g, New(5), v) }},
		{"Adam needs v", func() { adam.Apply(nil, w, g, m, nil) }},
		{"SGD needs m", func() { (&Update{Momentum: 1}).Apply(nil, w, g, nil, nil) }},
		{"Step is 0 and counts from 1", func() { (&Update{Rule: AdamW}).Apply(nil, w, g, m, v) }},
		{"Rule(9) is not a rule", func() { (&Update{Rule: 9}).Apply(nil, w, g, m, v) }},
		{"the averages overlap", func() { adam.Apply(nil, w, g, m, m) }},
		{"the gradient overlaps", func() { adam.Apply(nil, w, w, m, v) }},
	} {
		if text := mustPanic(t, "Update", c.f); !strings.Contains(text, c.text) {
			t.Errorf("%q lacks %q", text, c.text)
		}
	}
}
