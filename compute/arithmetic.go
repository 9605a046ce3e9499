package compute

import "github.com/udl-go/lab/compute/internal/kernels/arithmetic"

// Add sets dst to x + y, element by element.
//
// Here and in [Sub], [Mul], [Div] and [MulAdd] y has the shape of x, or it is
// repeated: a row, which is a tensor of one dimension or of one row with as many
// elements as x has columns; a column, n×1 for n rows of x; or a single element.
// dst has the shape of x. It may be x, and y where y is not repeated.
func Add(p *Pool, dst, x, y *Tensor) { combine(p, "Add", arithmetic.Add, dst, x, y) }

// Sub sets dst to x − y, with y repeated as in [Add].
func Sub(p *Pool, dst, x, y *Tensor) { combine(p, "Sub", arithmetic.Sub, dst, x, y) }

// Mul sets dst to x·y, element by element, with y repeated as in [Add].
func Mul(p *Pool, dst, x, y *Tensor) { combine(p, "Mul", arithmetic.Mul, dst, x, y) }

// Div sets dst to x/y, element by element, with y repeated as in [Add].
func Div(p *Pool, dst, x, y *Tensor) { combine(p, "Div", arithmetic.Div, dst, x, y) }

// MulAdd adds x·y to dst, element by element, with y repeated as in [Add]. The
// product is rounded before it is added.
func MulAdd(p *Pool, dst, x, y *Tensor) { combine(p, "MulAdd", arithmetic.MulAdd, dst, x, y) }

// AddScaled sets dst to a·x + b·y, element by element; the three have one shape.
// dst may be x or y.
func AddScaled(p *Pool, dst *Tensor, a float32, x *Tensor, b float32, y *Tensor) {
	mustSameShape("AddScaled", dst, x)
	mustSameShape("AddScaled", dst, y)
	mustAlias("AddScaled", dst, x)
	mustAlias("AddScaled", dst, y)
	runPass(p, passRun{kind: passAddScaled, dst: dst.Data, x: x.Data, y: y.Data, a: a, b: b})
}

// Affine sets dst to a·x + c, element by element. dst has the shape of x and may
// be x.
func Affine(p *Pool, dst *Tensor, a float32, x *Tensor, c float32) {
	mustSameShape("Affine", dst, x)
	mustAlias("Affine", dst, x)
	runPass(p, passRun{kind: passAffine, dst: dst.Data, x: x.Data, a: a, b: c})
}

// Clamp sets dst to x limited to [lo, hi], element by element. NaN stays. dst has
// the shape of x and may be x. lo must not exceed hi.
func Clamp(p *Pool, dst, x *Tensor, lo, hi float32) {
	mustSameShape("Clamp", dst, x)
	mustAlias("Clamp", dst, x)
	if !(lo <= hi) {
		fail("Clamp", "the lower limit exceeds the upper one", dst.Shape)
	}
	runPass(p, passRun{kind: passClamp, dst: dst.Data, x: x.Data, a: lo, b: hi})
}

// LeakyReLU sets dst to x where x is positive and to slope·x elsewhere. dst has
// the shape of x and may be x.
func LeakyReLU(p *Pool, slope float32, dst, x *Tensor) {
	mustSameShape("LeakyReLU", dst, x)
	mustAlias("LeakyReLU", dst, x)
	runPass(p, passRun{kind: passLeaky, dst: dst.Data, x: x.Data, y: x.Data, a: slope})
}

// LeakyReLUGrad sets dst to dy where x is positive and to slope·dy elsewhere; for
// a positive slope, the result of [LeakyReLU] does in place of x. All have one
// shape; dst may be x or dy.
func LeakyReLUGrad(p *Pool, slope float32, dst, x, dy *Tensor) {
	mustSameShape("LeakyReLUGrad", dst, x)
	mustSameShape("LeakyReLUGrad", dst, dy)
	mustAlias("LeakyReLUGrad", dst, x)
	mustAlias("LeakyReLUGrad", dst, dy)
	runPass(p, passRun{kind: passLeaky, dst: dst.Data, x: dy.Data, y: x.Data, a: slope})
}
