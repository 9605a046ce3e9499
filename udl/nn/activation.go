package nn

import (
	"fmt"

	"github.com/udl-go/lab/compute"
)

// activation applies a function to each element.
type activation struct{ f compute.Function }

// NewActivation returns the layer f(x). In a [Dense] layer the activation comes
// without a pass of its own: see DenseConfig.Activation.
func NewActivation(f compute.Function) Layer { return activation{f} }

func (a activation) Forward(x *Var) *Var { return x.Map(a.f) }
func (a activation) Params() []*Param    { return nil }

type leakyReLU struct{ slope float64 }

// NewLeakyReLU returns the layer x where x is positive, else slope·x.
func NewLeakyReLU(slope float64) Layer { return leakyReLU{slope} }

func (l leakyReLU) Forward(x *Var) *Var { return x.LeakyReLU(l.slope) }
func (l leakyReLU) Params() []*Param    { return nil }

type softmax struct{}

// NewSoftmax returns the layer that makes each row positive with sum 1.
func NewSoftmax() Layer { return softmax{} }

func (softmax) Forward(x *Var) *Var { return x.Softmax() }
func (softmax) Params() []*Param    { return nil }

type dropout struct{ rate float64 }

// NewDropout returns the layer that, in training, sets each element to 0 with
// probability rate and divides the others by 1−rate. The rate is in [0, 1).
func NewDropout(rate float64) Layer {
	if !(rate >= 0 && rate < 1) {
		panic(&Error{Op: "NewDropout", Msg: fmt.Sprintf("the rate %g is not in [0, 1)", rate)})
	}
	return dropout{rate}
}

func (d dropout) Forward(x *Var) *Var { return x.Dropout(d.rate) }
func (d dropout) Params() []*Param    { return nil }

type noise struct{ std float64 }

// NewNoise returns the layer that, in training, adds normal noise of the given
// standard deviation.
func NewNoise(std float64) Layer { return noise{std} }

func (n noise) Forward(x *Var) *Var {
	if !x.live("Noise").Training {
		return x
	}
	return x.AddNoise(n.std)
}
func (n noise) Params() []*Param { return nil }
