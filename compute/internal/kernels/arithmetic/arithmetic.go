package arithmetic

// Op is an operation on two numbers.
type Op uint8

// The operations.
const (
	Add Op = iota
	Sub
	Mul
	Div
	MulAdd
)

// Combine sets dst to x op y, all of the length of x.
func Combine(op Op, dst, x, y []float32) { combine(op, dst[:len(x)], x, y[:len(x)]) }

// CombineScalar sets dst to x op y with a number y.
func CombineScalar(op Op, dst, x []float32, y float32) { combineScalar(op, dst[:len(x)], x, y) }

// AddScaled sets dst to a·x + b·y, all of the length of x.
func AddScaled(dst []float32, a float32, x []float32, b float32, y []float32) {
	addScaled(dst[:len(x)], a, x, b, y[:len(x)])
}

// Affine sets dst to a·x + c.
func Affine(dst []float32, a float32, x []float32, c float32) { affine(dst[:len(x)], a, x, c) }

// Clamp sets dst to x limited to [lo, hi].
func Clamp(dst, x []float32, lo, hi float32) { clamp(dst[:len(x)], x, lo, hi) }

// Leaky sets dst to x where v is positive and to slope·x elsewhere.
func Leaky(dst, x, v []float32, slope float32) { leaky(dst[:len(x)], x, v[:len(x)], slope) }
