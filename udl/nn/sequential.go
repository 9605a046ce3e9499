package nn

import "strconv"

// sequential applies layers one after the other.
type sequential struct{ layers []Layer }

// NewSequential returns the layer that applies the given ones in order. It
// renames their parameters as torch's Sequential does, in place: "0.weight",
// "1.bias" and so on, counting the layers.
func NewSequential(layers ...Layer) Layer {
	seen := map[*Param]bool{}
	for i, l := range layers {
		if l == nil {
			panic(&Error{Op: "NewSequential", Msg: "layer " + strconv.Itoa(i) + " is nil"})
		}
		for _, p := range l.Params() {
			if !seen[p] { // a layer may appear twice
				p.Name = strconv.Itoa(i) + "." + p.Name
				seen[p] = true
			}
		}
	}
	return &sequential{append([]Layer(nil), layers...)}
}

func (s *sequential) Forward(x *Var) *Var {
	for _, l := range s.layers {
		x = l.Forward(x)
	}
	return x
}

func (s *sequential) Params() []*Param {
	var params []*Param
	seen := map[*Param]bool{}
	for _, l := range s.layers {
		for _, p := range l.Params() {
			if !seen[p] {
				params = append(params, p)
				seen[p] = true
			}
		}
	}
	return params
}

// branch joins the input of a layer with its output.
type branch struct {
	f      Layer
	concat bool
}

// NewResidual returns the layer x + f(x), for an f that keeps the shape of x.
func NewResidual(f Layer) Layer { return &branch{f: f} }

// NewSkip returns the layer that appends f(x) to the columns of x.
func NewSkip(f Layer) Layer { return &branch{f: f, concat: true} }

func (b *branch) Forward(x *Var) *Var {
	if b.concat {
		return x.Concat(b.f.Forward(x))
	}
	y := b.f.Forward(x)
	mustMatch("Residual", x, y) // Add would repeat a column
	return x.Add(y)
}

func (b *branch) Params() []*Param { return b.f.Params() }
