package rbm

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"
)

// A seed gives the same model on every target. The numbers were printed by this
// fit on linux/amd64 with the AVX-512 kernels; AVX2, scalar, purego and js/wasm
// gave the same ones to the last digit. The tolerance leaves room for targets
// whose compiler fuses a product and a sum.
func TestSameModelOnEveryTarget(t *testing.T) {
	x, _ := patterns(300, 20, 4)
	for persistent, want := range map[bool][]float32{
		false: {-0.08440362, 0.045599915, 0.011594569, -0.06422505, -0.011774651},
		true:  {-0.08035408, 0.03635226, 0.038192745, -0.06787416, -0.0136048375},
	} {
		m, err := New(Config{
			NComponents: 17, NIter: 3, BatchSize: 40, LearningRate: 0.1, Momentum: 0.5,
			Persistent: persistent, Seed: 5,
		})
		require.NoError(t, err)
		require.NoError(t, m.Fit(context.Background(), x))
		w := m.Weights.Data
		got := []float32{w[0], w[113], w[339], m.VisibleBias.Data[7], m.HiddenBias.Data[16]}
		require.InDeltaSlice(t, want, got, 1e-5, "persistent %v", persistent)
	}
}
