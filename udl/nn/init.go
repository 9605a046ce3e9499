package nn

import (
	"fmt"
	"math"

	"github.com/udl-go/lab/compute"
	"github.com/udl-go/lab/udl"
)

// Initializer is the name of a distribution of initial weights. The comments of
// the constants give it for a layer of in and out features, the fans.
type Initializer string

// The initializers.
const (
	DefaultInit   Initializer = ""               // torch's Linear: uniform ±1/√in
	GlorotUniform Initializer = "glorot_uniform" // uniform ±√(6/(in+out))
	GlorotNormal  Initializer = "glorot_normal"  // variance 2/(in+out)
	HeUniform     Initializer = "he_uniform"     // uniform ±√(6/in), for ReLU
	HeNormal      Initializer = "he_normal"      // variance 2/in, for ReLU
	LeCunUniform  Initializer = "lecun_uniform"  // uniform ±√(3/in)
	LeCunNormal   Initializer = "lecun_normal"   // variance 1/in
	Uniform       Initializer = "uniform"        // uniform ±0.05
	Normal        Initializer = "normal"         // standard deviation 0.01
	Orthogonal    Initializer = "orthogonal"     // orthonormal rows or columns
	Zeros         Initializer = "zeros"
	Ones          Initializer = "ones"
)

// Init fills t with initial weights of a layer with the given fans. The numbers
// come from r, in the order of the elements. Glorot and Bengio (2010), He et al.
// (2015), LeCun et al. (1998), Saxe et al. (2014). An unknown name gives an error
// that wraps udl.ErrRange.
func Init(name Initializer, r *compute.RNG, t *compute.Tensor, fanIn, fanOut int) error {
	in, out := float64(max(fanIn, 1)), float64(max(fanOut, 1))
	switch name {
	case DefaultInit:
		uniform(r, t, 1/math.Sqrt(in))
	case GlorotUniform:
		uniform(r, t, math.Sqrt(6/(in+out)))
	case HeUniform:
		uniform(r, t, math.Sqrt(6/in))
	case LeCunUniform:
		uniform(r, t, math.Sqrt(3/in))
	case Uniform:
		uniform(r, t, 0.05)
	case GlorotNormal:
		normal(r, t, math.Sqrt(2/(in+out)))
	case HeNormal:
		normal(r, t, math.Sqrt(2/in))
	case LeCunNormal:
		normal(r, t, math.Sqrt(1/in))
	case Normal:
		normal(r, t, 0.01)
	case Orthogonal:
		orthogonal(r, t)
	case Zeros:
		t.Fill(0)
	case Ones:
		t.Fill(1)
	default:
		return fmt.Errorf("nn: no initializer is named %q: %w", name, udl.ErrRange)
	}
	return nil
}

// uniform fills t with numbers uniform in [−limit, limit).
func uniform(r *compute.RNG, t *compute.Tensor, limit float64) {
	r.Uniform(nil, t.Data)
	for i, u := range t.Data {
		t.Data[i] = float32((2*float64(u) - 1) * limit)
	}
}

// normal fills t with normal numbers of mean 0.
func normal(r *compute.RNG, t *compute.Tensor, std float64) {
	r.Normal(nil, t.Data, 0, float32(std))
}

// orthogonal fills t with a matrix whose shorter side is orthonormal: normal
// numbers after Gram and Schmidt, twice, in float64.
func orthogonal(r *compute.RNG, t *compute.Tensor) {
	r.Normal(nil, t.Data, 0, 1)
	n, d := t.Rows(), t.Cols()
	count, length, step, stride := n, d, d, 1 // vectors are rows
	if n > d {
		count, length, step, stride = d, n, 1, d
	}
	basis := make([]float64, count*length)
	for k := range count {
		v := basis[k*length : (k+1)*length]
		for i := range v {
			v[i] = float64(t.Data[k*step+i*stride])
		}
		for range 2 {
			for j := range k {
				u := basis[j*length : (j+1)*length]
				axpy(-dot(u, v), u, v)
			}
			axpy(1/math.Sqrt(dot(v, v))-1, v, v)
		}
		for i := range v {
			t.Data[k*step+i*stride] = float32(v[i])
		}
	}
}

func dot(x, y []float64) (s float64) {
	for i := range x {
		s += x[i] * y[i]
	}
	return s
}

func axpy(a float64, x, y []float64) {
	for i := range x {
		y[i] += a * x[i]
	}
}
