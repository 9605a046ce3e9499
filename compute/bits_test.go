package compute

import (
	"hash/fnv"
	"math"
	"testing"
)

// hashOf returns a hash of the bits of x, all NaN counting as one.
func hashOf(x []float32) uint64 {
	h := fnv.New64a()
	for _, v := range x {
		b := math.Float32bits(v)
		if v != v {
			b = 0x7FC00000
		}
		_, _ = h.Write([]byte{byte(b), byte(b >> 8), byte(b >> 16), byte(b >> 24)})
	}
	return h.Sum64()
}

// The results are the same bits on all machines: these hashes hold for every
// implementation, processor and system. A change of a formula changes its hash,
// and what users have computed with a seed.
func TestResultsAreTheSameBitsOnAllMachines(t *testing.T) {
	eachImpl(t, func(t *testing.T) {
		x, y, dy := New(50, 61), New(50, 61), New(50, 61)
		NewRNG(31).Uniform(nil, x.Data)
		Affine(nil, x, 40, x, -20)
		NewRNG(32).Uniform(nil, dy.Data)
		got := map[string]uint64{}
		for _, c := range everyFunction {
			Map(nil, c.f, y, x)
			got[c.f.String()] = hashOf(y.Data)
			MapGrad(nil, c.f, y, x, y, dy)
			got[c.f.String()+"'"] = hashOf(y.Data)
		}
		Softmax(nil, y, x)
		got["Softmax"] = hashOf(y.Data)
		LogSoftmax(nil, y, x)
		got["LogSoftmax"] = hashOf(y.Data)
		sums := New(50)
		LogSumExp(nil, sums, x)
		got["LogSumExp"] = hashOf(sums.Data)
		NewRNG(33).Normal(nil, y.Data, 0.25, 3)
		got["Normal"] = hashOf(y.Data)
		NewRNG(34).DropoutMask(nil, y.Data, 0.7)
		got["DropoutMask"] = hashOf(y.Data)
		AddScaled(nil, y, 0.3, x, 0.7, dy)
		got["AddScaled"] = hashOf(y.Data)
		for name, h := range got {
			if want, ok := bitsOfResults[name]; !ok || h != want {
				t.Errorf("%q: 0x%016x,", name, h)
			}
		}
	})
}

// bitsOfResults are the hashes. Those of assembly and of Go on amd64, and of Go in
// WebAssembly, were found equal.
var bitsOfResults = map[string]uint64{
	"Abs":         0x4913b467af7718e0,
	"Abs'":        0xbd443d325da1c34c,
	"AddScaled":   0x854f868e3c34ff06,
	"DropoutMask": 0xff350b82026a9255,
	"ELU":         0x2a1b0067530223e9,
	"ELU'":        0x4857ecee8bd4de7a,
	"Exp":         0xd6f2c8fefb730c1f,
	"Exp'":        0x3db703fb53e0fbb8,
	"GELU":        0x3f51b45754ef33f3,
	"GELU'":       0x7d93dc9f91bdf4c8,
	"Identity":    0x6df7ad3fe335e5e0,
	"Identity'":   0x305bc2d47786bc4c,
	"Log":         0x139f91f0c3f3d6c1,
	"Log'":        0x215373d5de76a6bd,
	"LogSoftmax":  0x6ba4654f04732b56,
	"LogSumExp":   0x367493fdbdf07122,
	"Normal":      0x32e1178aff2e3163,
	"ReLU":        0x0eee018badeae71c,
	"ReLU'":       0xb73c5db0db717b70,
	"Reciprocal":  0x670b9e0431304e83,
	"Reciprocal'": 0x8383bebe8cee9a18,
	"SiLU":        0x40f7b17f2d314c34,
	"SiLU'":       0x80b5dd49372a6ec9,
	"Sigmoid":     0x38b30d6973b27f4f,
	"Sigmoid'":    0xf0ba9b42b86e47f6,
	"Sign":        0xc3af0ff6941fc0b5,
	"Sign'":       0x6e824a01c1111245,
	"Softmax":     0x15f4861e374389dd,
	"Softplus":    0xf9778b057d68b040,
	"Softplus'":   0xfba0d06583723a77,
	"Sqrt":        0x36a73ac3ec5f0271,
	"Sqrt'":       0x5a05d2b420379fd4,
	"Square":      0xbb4ed48b4e4e505f,
	"Square'":     0xab1f8dec8f4c7066,
	"Tanh":        0x7791e3d903e3ed8c,
	"Tanh'":       0xc5d3df9c1e83db5f,
}
