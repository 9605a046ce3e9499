package dataset

import (
	"bytes"
	"errors"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/udl"
)

// sound requires of a reader's answer: an array whose shape fits its data, or
// an error that says the file is damaged.
func sound(t *testing.T, a *Array, err error) {
	t.Helper()
	if err != nil {
		if !errors.Is(err, udl.ErrFormat) {
			t.Fatalf("not a format error: %v", err)
		}
		return
	}
	if err := a.check(); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Tensor(); err != nil && !errors.Is(err, udl.ErrRange) {
		t.Fatal(err)
	}
}

func FuzzReadIDX(f *testing.F) {
	whole := append(header(2, 3), 1, 2, 3, 4, 5, 6)
	f.Add(whole)
	f.Add(whole[:10])
	f.Add(packed(f, whole))
	f.Add(header(1<<31, 1<<31, 1<<31))
	f.Add(header(0, 1<<31, 1<<31))
	f.Fuzz(func(t *testing.T, data []byte) {
		a, err := ReadIDX(bytes.NewReader(data))
		sound(t, a, err)
	})
}

func FuzzReadNPY(f *testing.F) {
	n := numpy(f)
	for _, c := range n.Cases {
		f.Add(c.NPY)
	}
	for _, c := range n.Refused {
		f.Add(c.NPY)
	}
	f.Add(n.Version2)
	f.Add(packed(f, n.Version3))
	f.Add(npyText("{'descr': '<f8', 'fortran_order': True, 'shape': (4611686018427387904, 0, 4), }"))
	f.Fuzz(func(t *testing.T, data []byte) {
		a, err := ReadNPY(bytes.NewReader(data))
		sound(t, a, err)
		if err != nil {
			return
		}
		if _, text := a.Data.([]string); text {
			return
		}
		var buf bytes.Buffer
		require.NoError(t, WriteNPY(&buf, a))
	})
}

func FuzzReadNPZ(f *testing.F) {
	n := numpy(f)
	f.Add(n.NPZ)
	f.Add(n.Compressed)
	f.Add(n.NPZ[:100])
	f.Add(packed(f, n.NPZ))
	f.Fuzz(func(t *testing.T, data []byte) {
		arrays, err := ReadNPZ(bytes.NewReader(data))
		sound(t, &Array{Data: []uint8{1}}, err)
		for _, a := range arrays {
			sound(t, a, nil)
		}
	})
}
