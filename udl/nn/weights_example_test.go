package nn_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/udl-go/lab/compute"
	"github.com/udl-go/lab/udl/nn"
)

// The file holds the tensors "weight", 2×3 as torch has it, and "bias"; torch
// reads it by safetensors.torch.load_file.
func ExampleSave() {
	dir, err := os.MkdirTemp("", "weights")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "net.safetensors")
	net := nn.NewDense(compute.NewRNG(1), 3, 2, nn.DenseConfig{})
	if err := nn.Save(path, net.Params(), map[string]string{"inputs": "3"}); err != nil {
		fmt.Println(err)
		return
	}
	metadata, err := nn.ReadMetadata(path)
	fmt.Println(metadata, err)
	other := nn.NewDense(compute.NewRNG(2), 3, 2, nn.DenseConfig{})
	fmt.Println(nn.Load(path, other.Params()), other.Weight.Value.At(2, 1) == net.Weight.Value.At(2, 1))
	// Output:
	// map[inputs:3] <nil>
	// <nil> true
}

// An error says all that does not fit, and nothing has changed.
func ExampleLoad() {
	dir, err := os.MkdirTemp("", "weights")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "small.npz")
	r := compute.NewRNG(1)
	small := nn.NewSequential(nn.NewDense(r, 3, 2, nn.DenseConfig{}))
	large := nn.NewSequential(nn.NewDense(r, 4, 2, nn.DenseConfig{}), nn.NewBatchNorm(2, nn.NormConfig{}))
	if err := nn.Save(path, small.Params(), nil); err != nil {
		fmt.Println(err)
		return
	}
	err = nn.Load(path, large.Params())
	fmt.Println(strings.ReplaceAll(err.Error(), dir+string(filepath.Separator), ""))
	// Output: nn: Load: small.npz: its tensors are not those of the model: missing: 1.bias, 1.running_mean, 1.running_var, 1.weight; of another shape: 0.weight is 2×3, want 2×4: bad file format
}
