package compute

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"testing"
)

// number is a float32 written as a string, so that Inf and NaN have a form.
type number float32

// UnmarshalText reads a number.
func (n *number) UnmarshalText(text []byte) error {
	v, err := strconv.ParseFloat(string(text), 32)
	*n = number(v)
	return err
}

// softmaxGolden is testdata/softmax.json.
type softmaxGolden struct {
	Tool, Version, Command string
	Cases                  []struct {
		X, Softmax, LogSoftmax [][]number
		LogSumExp              []number
	}
}

// tensorOf returns the numbers as a matrix.
func tensorOf(rows [][]number) *Tensor {
	t := New(len(rows), len(rows[0]))
	for i, r := range rows {
		for j, v := range r {
			t.Data[i*len(r)+j] = float32(v)
		}
	}
	return t
}

// near reports whether got is within a tolerance of want, NaN and Inf being
// themselves.
func near(got, want, tolerance float64) bool {
	return got == want || got != got && want != want || math.Abs(got-want) <= tolerance
}

func TestSoftmaxAgreesWithTorch(t *testing.T) {
	path := filepath.Join("testdata", "softmax.json")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var g softmaxGolden
	if err := json.Unmarshal(text, &g); err != nil {
		t.Fatal(err)
	}
	eachImpl(t, func(t *testing.T) {
		for _, c := range g.Cases {
			x := tensorOf(c.X)
			soft, logs, sums := New(x.Shape...), New(x.Shape...), New(x.Rows(), 1)
			Softmax(nil, soft, x)
			LogSoftmax(nil, logs, x)
			LogSumExp(nil, sums, x)
			wantSoft, wantLogs := tensorOf(c.Softmax), tensorOf(c.LogSoftmax)
			for i := range x.Data {
				if w := float64(wantSoft.Data[i]); !near(float64(soft.Data[i]), w, 5e-7*w+3e-45) {
					t.Errorf("%s, %s %s: softmax of row %v is %v, want %v", path, g.Tool, g.Version, c.X[i/x.Cols()], soft.Data[i], w)
				}
				if w := float64(wantLogs.Data[i]); !near(float64(logs.Data[i]), w, 3e-7*math.Max(1, math.Abs(w))) {
					t.Errorf("%s, %s %s: log-softmax of row %v is %v, want %v", path, g.Tool, g.Version, c.X[i/x.Cols()], logs.Data[i], w)
				}
			}
			for i, s := range sums.Data {
				if w := float64(c.LogSumExp[i]); !near(float64(s), w, 2.4e-7*math.Max(1, math.Abs(w))) {
					t.Errorf("%s, %s %s: log-sum-exp of row %v is %v, want %v", path, g.Tool, g.Version, c.X[i], s, w)
				}
			}
		}
	})
}

func TestSoftmaxIsADistribution(t *testing.T) {
	eachImpl(t, func(t *testing.T) {
		for _, d := range []int{1, 2, 15, 16, 17, 100, 1000} {
			x, y, z := random(1, 9, d), New(9, d), New(9, d)
			Affine(nil, x, 10, x, 0)
			Softmax(nil, y, x)
			for i := range 9 {
				if s := Sum(y.Row(i)); math.Abs(s-1) > 2e-7 {
					t.Errorf("%d columns: row %d has the sum %g", d, i, s)
				}
			}
			Affine(nil, z, 1, x, 64) // a shift of the whole row changes nothing but roundings
			Softmax(nil, z, z)
			for i := range y.Data {
				if !near(float64(z.Data[i]), float64(y.Data[i]), 1e-5*float64(y.Data[i])+1e-30) {
					t.Fatalf("%d columns: element %d is %g, after a shift %g", d, i, y.Data[i], z.Data[i])
				}
			}
			LogSoftmax(nil, z, x)
			Map(nil, Exp, z, z)
			for i := range y.Data {
				if !near(float64(z.Data[i]), float64(y.Data[i]), 5e-6*float64(y.Data[i])+1e-30) {
					t.Fatalf("%d columns: element %d is %g, by its logarithm %g", d, i, y.Data[i], z.Data[i])
				}
			}
			Softmax(nil, x, x)
			sameBits(t, "softmax in place", x.Data, y.Data)
		}
	})
}

func TestLogSumExpIsItsFormula(t *testing.T) {
	eachImpl(t, func(t *testing.T) {
		for _, d := range []int{1, 3, 16, 50, 1000} {
			x, got := random(1, 20, d), New(20)
			Affine(nil, x, 5, x, -3)
			LogSumExp(nil, got, x)
			for i, s := range got.Data {
				sum := 0.0
				for _, v := range x.Row(i) {
					sum += math.Exp(float64(v))
				}
				if want := math.Log(sum); math.Abs(float64(s)-want) > 1.2e-7*math.Max(math.Abs(want), 4) {
					t.Errorf("%d columns, row %d: %g, want %g", d, i, s, want)
				}
			}
		}
		empty := New(3)
		LogSumExp(nil, empty, New(3, 0))
		for _, v := range empty.Data {
			if !math.IsInf(float64(v), -1) {
				t.Errorf("the log-sum-exp of nothing is %g", v)
			}
		}
	})
}

func TestSoftmaxRefusesShapes(t *testing.T) {
	x := New(4, 6)
	mustPanic(t, "Softmax", func() { Softmax(nil, New(6, 4), x) })
	mustPanic(t, "LogSoftmax", func() { LogSoftmax(nil, New(4), x) })
	mustPanic(t, "LogSumExp", func() { LogSumExp(nil, New(6), x) })
	mustPanic(t, "RowSums", func() { RowSums(nil, New(6), x) })
	mustPanic(t, "RowMax", func() { RowMax(nil, New(6), x) })
	mustPanic(t, "ColSumsTo", func() { ColSumsTo(nil, New(4), x) })
}
