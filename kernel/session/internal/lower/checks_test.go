package lower_test

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/kernel/session/internal/lower"
)

var indexPrograms = map[string]string{
	"range": `package main

func main() {
	a := make([]int, 1000)
	s := 0
	for range 100 {
		for i := range a {
			s += a[i]
		}
	}
}
`,
	"counted": `package main

func sum(a []int, n int) int {
	s := 0
	for i := 0; i < n; i++ {
		s += a[i]
	}
	return s
}

func main() {
	a := make([]int, 1000)
	for range 100 {
		sum(a, 1000)
	}
}
`,
	"sieve": `package main

func main() {
	n := 50000
	composite := make([]bool, n)
	for i := 2; i < n; i++ {
		if !composite[i] {
			for j := i + i; j < n; j += i {
				composite[j] = true
			}
		}
	}
}
`,
	"bubble": `package main

func main() {
	a := make([]int, 200)
	for i := range a {
		a[i] = 200 - i
	}
	for i := 0; i < len(a); i++ {
		for j := 0; j+1 < len(a)-i; j++ {
			if a[j] > a[j+1] {
				a[j], a[j+1] = a[j+1], a[j]
			}
		}
	}
}
`,
	"matrix": `package main

func mul(x, y [][]float64, n int) [][]float64 {
	z := make([][]float64, n)
	for i := range z {
		z[i] = make([]float64, n)
		for j := 0; j < n; j++ {
			s := 0.0
			for k := 0; k < n; k++ {
				s += x[i][k] * y[k][j]
			}
			z[i][j] = s
		}
	}
	return z
}

func main() {
	n := 40
	x := make([][]float64, n)
	for i := range x {
		x[i] = make([]float64, n)
	}
	mul(x, x, n)
}
`,
}

// BenchmarkIndex shows what the tests of indices cost.
func BenchmarkIndex(b *testing.B) {
	for name, src := range indexPrograms {
		for _, checks := range []bool{false, true} {
			label := "/plain"
			if checks {
				label = "/tested"
			}
			b.Run(name+label, func(b *testing.B) {
				code, p := lowered(b, src, lower.Options{Checks: checks})
				var out bytes.Buffer
				i := interpreter(b, &out, p, code)
				_, err := i.Eval(code.Text())
				require.NoError(b, err)
				for b.Loop() {
					_, err = i.Eval(code.Entry + "()")
					require.NoError(b, err)
				}
			})
		}
	}
}
