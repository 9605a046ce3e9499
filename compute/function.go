package compute

import (
	"fmt"
	"sync"

	"github.com/udl-go/lab/compute/internal/kernels/function"
)

// Function is an elementary function of one number, for [Map], [MapGrad] and the
// products that end in one.
type Function uint8

// The functions. Errors are in units in the last place of the result, against
// the exact value, denormal numbers included unless said; NaN gives NaN.
const (
	Identity   = Function(function.Identity)   // x
	ReLU       = Function(function.ReLU)       // max(x, 0)
	ELU        = Function(function.ELU)        // x, or exp(x)−1 where x < 0; error at most 1.5
	Sigmoid    = Function(function.Sigmoid)    // 1/(1+exp(−x)); error at most 2.5 for x ≥ −87.3, below at most 5e-39
	Tanh       = Function(function.Tanh)       // error at most 2.5
	Softplus   = Function(function.Softplus)   // log(1+exp(x)); error at most 3
	GELU       = Function(function.GELU)       // x/2·(1+tanh(√(2/π)·(x+0.044715·x³))); error at most 3.5 for x ≥ −1, below at most 6e-8
	SiLU       = Function(function.SiLU)       // x·σ(x); error at most 3 for x ≥ −87, below at most 4e-37
	Exp        = Function(function.Exp)        // error at most 1.5
	Log        = Function(function.Log)        // −Inf for 0, NaN for x < 0; error at most 1
	Sqrt       = Function(function.Sqrt)       // NaN for x < 0; rounded correctly
	Square     = Function(function.Square)     // x²
	Abs        = Function(function.Abs)        // |x|
	Reciprocal = Function(function.Reciprocal) // 1/x; rounded correctly
	Sign       = Function(function.Sign)       // −1 or 1, x itself where it is zero
)

// String returns the name of the constant.
func (f Function) String() string {
	names := [...]string{
		"Identity", "ReLU", "ELU", "Sigmoid", "Tanh", "Softplus", "GELU", "SiLU",
		"Exp", "Log", "Sqrt", "Square", "Abs", "Reciprocal", "Sign",
	}
	if int(f) < len(names) {
		return names[f]
	}
	return fmt.Sprintf("Function(%d)", uint8(f))
}

// NeedsInput reports whether [MapGrad] reads x, as it does for GELU, SiLU, Log,
// Square and Abs.
func (f Function) NeedsInput() bool { return function.ID(f).FromInput() }

// NeedsOutput reports whether [MapGrad] reads y, as it does for ReLU, ELU,
// Sigmoid, Tanh, Softplus, Exp, Sqrt and Reciprocal.
func (f Function) NeedsOutput() bool {
	return f != Identity && f != Sign && !f.NeedsInput()
}

// Map sets dst to f(x), element by element. dst has the shape of x and may be x.
// The bits are the same on all machines.
func Map(p *Pool, f Function, dst, x *Tensor) {
	mustKnow("Map", f)
	mustSameShape("Map", dst, x)
	mustAlias("Map", dst, x)
	runMap(p, mapRun{f: function.ID(f), dst: dst.Data, v: x.Data})
}

// MapGrad sets dst to dy·f'(x), element by element, where y = f(x). It reads only
// one of x and y, or neither, see [Function.NeedsInput] and
// [Function.NeedsOutput]; the other may be nil. dst has the shape of dy and may
// be dy, x or y. At a kink the derivative is the one from the left for ReLU and
// ELU, 0 for Abs and Sign. The error of f' is at most 5e-7·max(1, |f'|), unless y
// is beyond 1e37 or below 1e-37.
func MapGrad(p *Pool, f Function, dst, x, y, dy *Tensor) {
	mustKnow("MapGrad", f)
	mustSameShape("MapGrad", dst, dy)
	mustAlias("MapGrad", dst, dy)
	r := mapRun{f: function.ID(f), dst: dst.Data, dy: dy.Data, grad: true}
	v := y
	if f.NeedsInput() {
		v = x
	}
	if f.NeedsInput() || f.NeedsOutput() {
		if v == nil {
			fail("MapGrad", f.String()+" needs the tensor that is nil", dst.Shape, dy.Shape)
		}
		mustSameShape("MapGrad", dst, v)
		mustAlias("MapGrad", dst, v)
		r.v = v.Data
	}
	runMap(p, r)
}

// mustKnow panics unless f is one of the constants.
func mustKnow(op string, f Function) {
	if f >= Function(function.Count) {
		panic(&Error{Op: op, Msg: "there is no " + f.String()})
	}
}

// mustAlias panics when dst shares memory with x but does not start with it.
func mustAlias(op string, dst, x *Tensor) {
	if overlap(dst.Data, x.Data) && &dst.Data[0] != &x.Data[0] {
		fail(op, "the result overlaps an argument", dst.Shape, x.Shape)
	}
}

// mapGrain is the least number of elements that are worth another worker.
const mapGrain = 1 << 15

// mapRun is a function as a loop.
type mapRun struct {
	f          function.ID
	grad       bool
	dst, v, dy []float32
}

var mapRuns = sync.Pool{New: func() any { return new(mapRun) }}

// runMap runs a function.
func runMap(p *Pool, m mapRun) {
	if p.Workers() == 1 || len(m.dst) < 2*mapGrain {
		m.run(0, len(m.dst))
		return
	}
	r := mapRuns.Get().(*mapRun)
	*r = m
	p.run(len(m.dst), mapGrain, r)
	*r = mapRun{}
	mapRuns.Put(r)
}

// run maps a range.
func (m *mapRun) run(lo, hi int) {
	dst, v := m.dst[lo:hi], m.v
	if v != nil {
		v = v[lo:hi]
	}
	if m.grad {
		function.Grad(m.f, dst, v, m.dy[lo:hi])
	} else {
		function.Apply(m.f, dst, v)
	}
}
