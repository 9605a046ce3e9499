package compute

import (
	"math"
	"slices"
	"testing"
)

// zLimit is the bound of every z-test here: a correct generator exceeds it once
// in 1.7 million tests. The seeds are fixed, so the verdicts are too.
const zLimit = 5

// checkMean fails unless the mean of x is within zLimit standard errors.
func checkMean(t *testing.T, what string, x []float32, mean, std float64) {
	t.Helper()
	if z := (Sum(x)/float64(len(x)) - mean) / std * math.Sqrt(float64(len(x))); math.Abs(z) > zLimit {
		t.Errorf("%s: the mean is %.1f standard errors off", what, z)
	}
}

func TestUniformIsUniform(t *testing.T) {
	eachImpl(t, func(t *testing.T) {
		x := make([]float32, 1<<17)
		NewRNG(1).Uniform(nil, x)
		checkMean(t, "u", x, 0.5, math.Sqrt(1.0/12))
		counts, chi := make([]int, 256), 0.0
		for _, u := range x {
			if u < 0 || u >= 1 || u*(1<<24) != float32(int(u*(1<<24))) {
				t.Fatalf("%g is no multiple of 2⁻²⁴ in [0, 1)", u)
			}
			counts[int(u*256)]++
		}
		for _, c := range counts {
			d := float64(c) - float64(len(x))/256
			chi += d * d / (float64(len(x)) / 256)
		}
		if z := (chi - 255) / math.Sqrt(2*255); math.Abs(z) > zLimit {
			t.Errorf("chi² of 256 cells is %.1f, %.1f standard deviations off", chi, z)
		}
	})
}

func TestNormalHasTheMomentsOfANormal(t *testing.T) {
	x := make([]float32, 1<<17)
	NewRNG(2).Normal(nil, x, 0, 1)
	power := func(k int) []float32 {
		y := make([]float32, len(x))
		for i, v := range x {
			y[i] = float32(math.Pow(float64(v), float64(k)))
		}
		return y
	}
	checkMean(t, "z", x, 0, 1)
	checkMean(t, "z²", power(2), 1, math.Sqrt(2))
	checkMean(t, "z³", power(3), 0, math.Sqrt(15))
	checkMean(t, "z⁴", power(4), 3, math.Sqrt(96))
	pairs := make([]float32, len(x)/2) // the two of a Box–Muller pair are independent
	for i := range pairs {
		pairs[i] = x[2*i] * x[2*i+1]
	}
	checkMean(t, "product of a pair", pairs, 0, 1)
	y := make([]float32, 1000)
	NewRNG(2).Normal(nil, y, 3, 0.5)
	for i := range y {
		if math.Abs(float64(y[i]-(x[i]*0.5+3))) > 1e-6 {
			t.Fatalf("element %d: %g from %g", i, y[i], x[i])
		}
	}
}

func TestNormHasTheMomentsOfANormal(t *testing.T) {
	r, x, y := NewRNG(9), make([]float32, 1<<15), make([]float32, 1<<15)
	for i := range x {
		z := r.Norm()
		x[i], y[i] = float32(z), float32(z*z)
	}
	checkMean(t, "z", x, 0, 1)
	checkMean(t, "z²", y, 1, math.Sqrt(2))
}

func TestBernoulliHasItsProbability(t *testing.T) {
	eachImpl(t, func(t *testing.T) {
		x := make([]float32, 1<<16)
		for _, p := range []float32{0, 0.1, 0.5, 0.97, 1} {
			for i := range x {
				x[i] = p
			}
			NewRNG(3).Bernoulli(nil, x, x)
			if p == 0 || p == 1 {
				if Sum(x) != float64(p)*float64(len(x)) {
					t.Errorf("p = %g: %g ones of %d", p, Sum(x), len(x))
				}
				continue
			}
			checkMean(t, "Bernoulli", x, float64(p), math.Sqrt(float64(p*(1-p))))
		}
	})
}

// fills are the functions whose element i depends on the position plus i alone.
var fills = map[string]func(r *RNG, p *Pool, dst []float32){
	"Uniform":   func(r *RNG, p *Pool, dst []float32) { r.Uniform(p, dst) },
	"Normal":    func(r *RNG, p *Pool, dst []float32) { r.Normal(p, dst, 1, 2) },
	"Dropout":   func(r *RNG, p *Pool, dst []float32) { r.DropoutMask(p, dst, 0.7) },
	"Bernoulli": func(r *RNG, p *Pool, dst []float32) { r.Bernoulli(p, dst, constant(len(dst), 0.3)) },
}

// constant returns n times v.
func constant(n int, v float32) []float32 {
	x := make([]float32, n)
	for i := range x {
		x[i] = v
	}
	return x
}

func TestFillsConcatenate(t *testing.T) {
	eachImpl(t, func(t *testing.T) {
		for name, fill := range fills {
			want := make([]float32, 5000)
			fill(NewRNG(4), nil, want)
			got, r, step := make([]float32, 5000), NewRNG(4), 0
			for i := 0; i < len(got); i += step {
				step = min(step+1, len(got)-i)
				fill(r, nil, got[i:i+step])
			}
			sameBits(t, name, got, want)
			if r.State()[2] != 5000 {
				t.Errorf("%s: position %d after 5000 elements", name, r.State()[2])
			}
		}
	})
}

func TestFillsDoNotDependOnTheNumberOfWorkers(t *testing.T) {
	eachImpl(t, func(t *testing.T) {
		for name, fill := range fills {
			want := make([]float32, 300_001)
			fill(NewRNG(5), nil, want)
			for _, workers := range []int{1, 2, 7} {
				got := make([]float32, len(want))
				fill(NewRNG(5), NewPool(workers), got)
				sameBits(t, name, got, want)
			}
		}
	})
}

func TestScalarsAreTheWordsOfTheFill(t *testing.T) {
	u := make([]float32, 64)
	NewRNG(6).Uniform(nil, u)
	r := NewRNG(6)
	for i := range u {
		if got := r.Float32(); got != u[i] {
			t.Fatalf("Float32 number %d is %g, in a fill %g", i, got, u[i])
		}
	}
}

func TestStateResumes(t *testing.T) {
	r := NewRNG(7).Stream(3)
	for range 5 {
		r.Float32()
	}
	s := RNGFromState(r.State())
	for range 20 {
		if a, b := r.Uint64(), s.Uint64(); a != b {
			t.Fatalf("%x after resuming, want %x", b, a)
		}
	}
	r.Uniform(nil, make([]float32, 3)) // the kept block must not outlive a fill
	s = RNGFromState(r.State())
	if a, b := r.Uint64(), s.Uint64(); a != b {
		t.Errorf("%x after a fill and resuming, want %x", b, a)
	}
}

func TestStreamsAreIndependent(t *testing.T) {
	root := NewRNG(8)
	before := root.State()
	streams := []*RNG{root, root.Stream(0), root.Stream(1), root.Stream(2), root.Stream(1).Stream(2), root.Stream(2).Stream(1), NewRNG(9)}
	if root.State() != before {
		t.Error("Stream advanced its generator")
	}
	draws := make([][]float32, len(streams))
	for i, r := range streams {
		draws[i] = make([]float32, 1<<15)
		r.Uniform(nil, draws[i])
	}
	for i := range draws {
		for j := range i {
			prod := make([]float32, len(draws[i]))
			for k := range prod {
				prod[k] = (draws[i][k] - 0.5) * (draws[j][k] - 0.5)
			}
			checkMean(t, "correlation of two streams", prod, 0, 1.0/12)
		}
	}
	again := make([]float32, 1<<15)
	NewRNG(8).Stream(1).Uniform(nil, again)
	sameBits(t, "the same stream again", again, draws[2])
}

func TestIntnIsUniform(t *testing.T) {
	r, counts := NewRNG(10), make([]float64, 7)
	const n = 70_000
	for range n {
		counts[r.Intn(7)]++
	}
	for i, c := range counts {
		if z := (c - n/7) / math.Sqrt(n*(1.0/7)*(6.0/7)); math.Abs(z) > zLimit {
			t.Errorf("%d occurs %g times of %d", i, c, n)
		}
	}
	mustPanic(t, "Intn", func() { r.Intn(0) })
}

func TestPermIsAPermutation(t *testing.T) {
	r := NewRNG(11)
	p := r.Perm(100)
	if slices.IsSorted(p) {
		t.Error("Perm left the order alone")
	}
	slices.Sort(p)
	for i, v := range p {
		if i != v {
			t.Fatalf("%d is missing", i)
		}
	}
	var first [3]float64
	for range 30_000 {
		first[r.Perm(3)[0]]++
	}
	for i, c := range first {
		if z := (c - 10_000) / math.Sqrt(30_000*2.0/9); math.Abs(z) > zLimit {
			t.Errorf("%d comes first %g times of 30000", i, c)
		}
	}
}

func TestBernoulliRefusesLengths(t *testing.T) {
	mustPanic(t, "Bernoulli", func() { NewRNG(1).Bernoulli(nil, make([]float32, 3), make([]float32, 4)) })
}
