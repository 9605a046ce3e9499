//go:build !js

package symbols_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Gonum works from cells: results, formatting and a callback from compiled code.
func TestGonum(t *testing.T) {
	i, out := newInterp(t)
	_, err := i.Eval(`package main
import ("fmt"; "gonum.org/v1/gonum/floats"; "gonum.org/v1/gonum/mat"; "gonum.org/v1/gonum/stat")
func main() {
	a := mat.NewDense(2, 2, []float64{2, 1, 1, 3})
	var b, c mat.Dense
	b.Mul(a, a)
	c.Apply(func(i, j int, v float64) float64 { return v + float64(10*i) }, &b)
	fmt.Printf("%.6g %v\n", mat.Det(a), mat.Formatted(&c))
	mean, std := stat.MeanStdDev([]float64{1, 2, 3}, nil)
	fmt.Println(mean, std, floats.Sum(c.RawRowView(0)))
}`)
	require.NoError(t, err)
	assert.Equal(t, "5 ⎡ 5   5⎤\n⎣15  20⎦\n2 1 10\n", out.String())
}
