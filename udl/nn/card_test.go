package nn_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/udl-go/lab/compute"
	"github.com/udl-go/lab/udl/nn"
)

func TestCards(t *testing.T) {
	r := compute.NewRNG(1)
	d := nn.NewDense(r, 784, 64, nn.DenseConfig{Activation: compute.Sigmoid})
	assert.Equal(t, "Dense 784 → 64, "+compute.Sigmoid.String()+"\n50,240 parameters: weight 784×64, bias 64\nall of them trained", d.String())
	tied := nn.NewTied(r, d, nn.DenseConfig{})
	assert.Contains(t, tied.String(), "Dense, tied 64 → 784\n")
	d.Weight.Frozen = true
	assert.Contains(t, d.String(), "50,176 of them not trained")
	assert.Equal(t, "Param weight\n784×64, 50,176 numbers\nfrozen", d.Weight.String())
	s := nn.NewSequential(d, tied)
	assert.Contains(t, s.(interface{ String() string }).String(), "Sequential of 2 layers\n")
	assert.Contains(t, s.(interface{ HTML() string }).HTML(), "<br/>0: Dense 784 → 64")
}
