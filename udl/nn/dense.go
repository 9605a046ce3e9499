package nn

import (
	"fmt"

	"github.com/udl-go/lab/compute"
)

// Dense is the layer y = f(x·W + b), with W in×out, b of out entries and an
// activation f. It is saved as torch's Linear: "weight", out×in, and "bias".
type Dense struct {
	Weight, Bias *Param // Bias is nil without one
	Activation   compute.Function
	tied         *Dense // whose weight is used transposed; nil: it is our own
}

// DenseConfig holds the settings of a dense layer.
type DenseConfig struct {
	Activation compute.Function // f; default Identity
	Init       Initializer      // of W; default uniform ±1/√in
	BiasInit   Initializer      // of b; default Zeros
	NoBias     bool
}

// NewDense returns a dense layer from in to out features, initialized by r. It
// panics with an [*Error] when a size is not positive or an initializer unknown.
func NewDense(r *compute.RNG, in, out int, c DenseConfig) *Dense {
	mustBePositive("NewDense", in, out)
	d := &Dense{Activation: c.Activation, Weight: &Param{Name: "weight", Value: compute.New(in, out), Transposed: true}}
	mustInit("NewDense", c.Init, r, d.Weight.Value, in, out)
	d.addBias("NewDense", r, in, out, c)
	return d
}

// NewTied returns the layer y = f(x·Wᵀ + b) with the weight of another dense
// layer: the decoder of an autoencoder that shares it with the encoder. Only the
// bias, one entry per input of the other layer, belongs to it; c.Init is not
// used.
func NewTied(r *compute.RNG, of *Dense, c DenseConfig) *Dense {
	if of == nil || of.tied != nil {
		panic(&Error{Op: "NewTied", Msg: "the layer is nil or tied itself: give it the one that owns the weight"})
	}
	d := &Dense{Activation: c.Activation, Weight: of.Weight, tied: of}
	d.addBias("NewTied", r, of.Weight.Value.Cols(), of.Weight.Value.Rows(), c)
	return d
}

func (d *Dense) addBias(op string, r *compute.RNG, in, out int, c DenseConfig) {
	if c.NoBias {
		return
	}
	if c.BiasInit == DefaultInit {
		c.BiasInit = Zeros
	}
	d.Bias = &Param{Name: "bias", Value: compute.New(out)}
	mustInit(op, c.BiasInit, r, d.Bias.Value, in, out)
}

// Forward returns f(x·W + b), n×out for x n×in.
func (d *Dense) Forward(x *Var) *Var { return d.apply(x, x.live("Dense").Param(d.Weight)) }

// apply returns the layer's function with the weight w.
func (d *Dense) apply(x, w *Var) *Var {
	var b *Var
	if d.Bias != nil {
		b = x.tape.Param(d.Bias)
	}
	return x.dense(w, b, compute.Transpose(d.tied != nil), d.Activation)
}

// Params returns weight and bias, of a tied layer the bias alone.
func (d *Dense) Params() []*Param {
	var params []*Param
	if d.tied == nil {
		params = append(params, d.Weight)
	}
	if d.Bias != nil {
		params = append(params, d.Bias)
	}
	return params
}

// mustBePositive panics unless all sizes of a layer are positive.
func mustBePositive(op string, sizes ...int) {
	for _, n := range sizes {
		if n <= 0 {
			panic(&Error{Op: op, Msg: fmt.Sprintf("the sizes are %v, they must be positive", append([]int(nil), sizes...))})
		}
	}
}

// mustInit is Init for constructors.
func mustInit(op string, name Initializer, r *compute.RNG, t *compute.Tensor, in, out int) {
	if r == nil {
		panic(&Error{Op: op, Msg: "there is no random number generator; give it compute.NewRNG(seed)"})
	}
	if err := Init(name, r, t, in, out); err != nil {
		panic(&Error{Op: op, Msg: err.Error()})
	}
}
