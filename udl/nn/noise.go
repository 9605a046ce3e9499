package nn

import "fmt"

// Dropout returns x with each element set to 0 with probability rate, and the
// others divided by 1−rate, in training. Otherwise it returns x.
func (x *Var) Dropout(rate float64) *Var {
	t := x.live("Dropout")
	if !(rate >= 0 && rate < 1) {
		panic(&Error{Op: "Dropout", Msg: fmt.Sprintf("the rate %g is not in [0, 1)", rate)})
	}
	if rate == 0 || !t.Training {
		return x
	}
	mask := t.like(x)
	t.RNG.DropoutMask(t.Pool, mask.val.Data, float32(1-rate))
	return x.Mul(mask)
}

// AddNoise returns x plus normal noise of the given standard deviation, from the
// tape's generator.
func (x *Var) AddNoise(std float64) *Var {
	t := x.live("AddNoise")
	v := t.like(x)
	t.RNG.Normal(t.Pool, v.val.Data, 0, float32(std))
	return x.Add(v)
}

// SampleNormal returns samples of normal distributions of means μ and log
// variances l, μ + exp(l/2)·ε, with ε from the tape's generator: gradients pass
// to both (the reparametrization trick).
func SampleNormal(mu, logVar *Var) *Var {
	t := mu.live("SampleNormal", logVar)
	mustMatch("SampleNormal", mu, logVar)
	return logVar.Scale(0.5).Exp().Mul(t.Normal(mu.val.Shape...)).Add(mu)
}
