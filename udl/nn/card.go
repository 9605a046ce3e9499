package nn

import (
	"fmt"
	"strings"

	"github.com/udl-go/lab/compute"
	"github.com/udl-go/lab/udl"
)

// String is the layer's card: its features, its parameters, their state.
func (d *Dense) String() string { return d.card().String() }

// HTML is the card for a notebook.
func (d *Dense) HTML() string { return d.card().HTML() }

func (d *Dense) card() udl.Card {
	in, out := d.Weight.Value.Rows(), d.Weight.Value.Cols()
	title := "Dense"
	if d.tied != nil {
		in, out, title = out, in, "Dense, tied"
	}
	title = fmt.Sprintf("%s %d → %d", title, in, out)
	if d.Activation != compute.Identity {
		title += ", " + d.Activation.String()
	}
	return paramsCard(title, d.Params())
}

// String is the card of the layers together.
func (s *sequential) String() string { return s.card().String() }

// HTML is the card for a notebook.
func (s *sequential) HTML() string { return s.card().HTML() }

func (s *sequential) card() udl.Card {
	c := paramsCard(fmt.Sprintf("Sequential of %d layers", len(s.layers)), s.Params())
	for i, l := range s.layers {
		name := strings.TrimPrefix(fmt.Sprintf("%T", l), "*nn.")
		if x, ok := l.(fmt.Stringer); ok {
			name, _, _ = strings.Cut(x.String(), "\n")
		}
		c = append(c, fmt.Sprintf("%d: %s", i, name))
	}
	return c
}

// String is the parameter's card: its name, its shape, whether it is trained.
func (p *Param) String() string { return p.card().String() }

// HTML is the card for a notebook.
func (p *Param) HTML() string { return p.card().HTML() }

func (p *Param) card() udl.Card {
	state := "trained"
	switch {
	case p.Buffer:
		state = "state, not trained"
	case p.Frozen:
		state = "frozen"
	}
	if p.Value == nil {
		return udl.Card{"Param " + p.Name, "no value", state}
	}
	return udl.Card{"Param " + p.Name, fmt.Sprintf("%s, %s numbers", sizes(p), thousands(p.Value.Len())), state}
}

// paramsCard is the card of something with parameters.
func paramsCard(title string, params []*Param) udl.Card {
	n, frozen := 0, 0
	var names []string
	for _, p := range params {
		n += p.Value.Len()
		if p.Frozen || p.Buffer {
			frozen += p.Value.Len()
		}
		if len(names) < 4 {
			names = append(names, p.Name+" "+sizes(p))
		}
	}
	if len(params) > len(names) {
		names = append(names, fmt.Sprintf("%d more", len(params)-len(names)))
	}
	state := "all of them trained"
	switch {
	case n == 0:
		state = "nothing to train"
	case frozen > 0:
		state = thousands(frozen) + " of them not trained"
	}
	line := thousands(n) + " parameters"
	if len(names) > 0 {
		line += ": " + strings.Join(names, ", ")
	}
	return udl.Card{title, line, state}
}

func sizes(p *Param) string {
	var parts []string
	for _, n := range p.Value.Shape {
		parts = append(parts, fmt.Sprint(n))
	}
	return strings.Join(parts, "×")
}

// thousands spells a number in groups of three.
func thousands(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
