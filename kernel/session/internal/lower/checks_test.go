package lower_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
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

// Indices that a loop or a condition keeps in range are not tested again.
func TestTestedIndices(t *testing.T) {
	for _, c := range []struct {
		name, body string
		tests      int // comparisons before an index or a bound
	}{
		{"a range", "for i := range a { a[i]++ }", 0},
		{"a count to the length", "for i := 0; i < len(a); i++ { a[i]++ }", 0},
		{"a count to a variable", "for i := 0; i < n; i++ { a[i]++ }", 1},
		{"a count to a saved length", "k := len(a); for i := 0; i < k; i++ { a[i]++ }", 0},
		{"a count down", "for i := len(a) - 1; i >= 0; i-- { a[i]++ }", 0},
		{"neighbors", "for i := 1; i < len(a); i++ { a[i-1] = a[i] }", 0},
		{"the next one", "for i := 0; i < len(a)-1; i++ { a[i] = a[i+1] }", 0},
		{"one too far", "for i := 0; i < len(a); i++ { a[i] = a[i+1] }", 1},
		{"an insertion", "for i := 1; i < len(a); i++ { for j := i; j > 0 && a[j-1] > a[j]; j-- { a[j]-- } }", 0},
		{"the same again", "a[n] = a[n] + 1; a[n]--", 2},
		{"another length", "for i := range a { b[i]++ }", 1},
		{"a condition", "if n >= 0 && n < len(a) { a[n]++ }", 0},
		{"half a condition", "if n < len(a) { a[n]++ }", 1},
		{"an array and a mask", "var x [8]int; for i := range n { x[i&7]++ }; a[0] = x[0]", 1},
		{"an array and a byte", "var x [256]int; x[byte(n)]++; n = x[1]", 0},
		{"a byte of a negative", "var x [4]int; for i := 0; i < 3; i++ { x[byte(i-n)]++ }", 1},
		{"a small integer of a large", "for i := 100; i < len(a); i++ { a[int8(i)]++ }", 2},
		{"a made slice", "x := make([]int, n); for i := 0; i < n; i++ { x[i] = i }", 0},
		{"a halving", "for i := len(a) - 1; i > 0; i /= 2 { a[i/2]++ }", 1},
		{"bounds", "for i := range a { b = a[:i]; b = a[i:] }", 0},
		{"a bound", "b = a[:n]", 2},
	} {
		src := "package main\n\nfunc f(a, b []int, n int) {\n" + c.body + "\n}\n\nfunc main() { f(nil, nil, 0) }\n"
		code, _ := lowered(t, src, lower.Options{Checks: true})
		text := code.Text()
		got := strings.Count(text, "rt__.IndexPanic(")
		for _, line := range strings.Split(text, "\n") {
			if strings.HasPrefix(line, "if ") && strings.Contains(text, line+"\nrt__.SlicePanic(") {
				got += 1 + strings.Count(line, " || ")
			}
		}
		assert.Equal(t, c.tests, got, "%s:\n%s", c.name, text)
	}
}

// What is known of an index is asked for in a time that does not explode.
func TestTestedIndicesOfLongExpressions(t *testing.T) {
	double := strings.Repeat("n += n\nm = n + m*n\nk = int(uint8(k)) + int(int8(n+k))\nif n < k && k < m { n, m = m, n }\n", 60)
	src := "package main\n\nfunc f(a []int, n, m, k int) {\nfor i := range n {\n" + double +
		"a[n+m]++\na[k-i] += a[m*n+i]\na = a[n:m:k]\n}\n}\n\nfunc main() { f(nil, 0, 1, 2) }\n"
	code, _ := lowered(t, src, lower.Options{Checks: true})
	assert.Contains(t, code.Text(), "rt__.IndexPanic(")
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
