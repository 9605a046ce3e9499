package nn

import "github.com/udl-go/lab/compute"

// Param is a named tensor that belongs to a layer: a weight that is trained, or
// state such as a running mean.
//
// Backward sets Grad, which is valid until the tape is reset. A frozen parameter
// is a constant: no gradient is computed for it. A buffer is saved with the
// weights and never trained.
type Param struct {
	Name       string
	Value      *compute.Tensor
	Grad       *compute.Tensor
	Frozen     bool // not trained
	Buffer     bool // state, saved but not trained
	Transposed bool // files hold it as out×in, memory as in×out
}

// Layer is a function of a batch, one sample a row, with parameters.
type Layer interface {
	Forward(x *Var) *Var
	Params() []*Param
}

// Updater knows how to train each parameter. An optimizer implements it for
// [Tape.BackwardUpdate].
type Updater interface {
	// Update returns the rule for one step of p and the moments that it keeps.
	// With a nil rule p stays as it is.
	Update(p *Param) (rule *compute.Update, m, v *compute.Tensor)
}

// Prefix puts prefix before the names of params, in place, and returns them. A
// model calls it once for each of its parts, when it is put together:
//
//	nn.Prefix("encoder.", encoder.Params())
func Prefix(prefix string, params []*Param) []*Param {
	for _, p := range params {
		p.Name = prefix + p.Name
	}
	return params
}

// Freeze sets Frozen of all params: a critic while its generator trains, a
// pretrained encoder. A tape that has used them already asks again after its next
// reset.
func Freeze(params []*Param, frozen bool) {
	for _, p := range params {
		p.Frozen = frozen
	}
}
