package npy

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"math"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// file makes an NPY file of the type and shape from bytes that differ.
func file(descr string, width int, fortran bool, shape ...int) []byte {
	n, _ := Product(shape)
	order := "False"
	if fortran {
		order = "True"
	}
	dims := strings.ReplaceAll(Sizes(shape), "×", ", ") + ","
	out := text(fmt.Sprintf("{'descr': '%s', 'fortran_order': %s, 'shape': (%s), }", descr, order, dims))
	for i := range n * width {
		out = append(out, byte(i*37+i/7))
	}
	return out
}

func text(s string) []byte {
	return append(binary.LittleEndian.AppendUint16([]byte(Magic+"\x01\x00"), uint16(len(s))), s...)
}

var numbers = map[string]int{
	"|u1": 1, "|i1": 1, "|b1": 1, "<u2": 2, ">i2": 2, "<f2": 2, ">f2": 2, "<u4": 4, ">i4": 4,
	"<f4": 4, ">f4": 4, "<u8": 8, ">i8": 8, "<f8": 8, ">f8": 8,
}

// Every range of rows of every type in both orders is what reading the whole
// file gives.
func TestRowsEqualTheWholeFile(t *testing.T) {
	for descr, width := range numbers {
		for _, shape := range [][]int{{6}, {5, 3}, {7, 2, 3}, {4, 1, 2, 2}, {3, 0}, {0, 4}} {
			for _, fortran := range []bool{false, true} {
				data := file(descr, width, fortran, shape...)
				a, err := Read(bytes.NewReader(data))
				require.NoError(t, err)
				want, ok := a.Floats()
				require.True(t, ok)
				f, err := NewRows(bytes.NewReader(data), int64(len(data)))
				require.NoError(t, err)
				require.Equal(t, shape, f.Shape())
				for from := range f.Len() + 1 {
					for to := from; to <= f.Len(); to++ {
						got := make([]float32, (to-from)*f.Cols())
						require.NoError(t, f.Read(got, from, to))
						same(t, want[from*f.Cols():to*f.Cols()], got, "%s %v fortran=%v rows %d to %d", descr, shape, fortran, from, to)
					}
				}
			}
		}
	}
}

// same compares bits, so that NaN equals itself.
func same(t *testing.T, want, got []float32, format string, args ...any) {
	t.Helper()
	require.Len(t, got, len(want))
	for i := range want {
		if math.Float32bits(want[i]) != math.Float32bits(got[i]) {
			t.Fatalf("%s: element %d is %g, want %g", fmt.Sprintf(format, args...), i, got[i], want[i])
		}
	}
}

func TestRowsRefuse(t *testing.T) {
	for want, data := range map[string][]byte{
		"does not begin":       []byte("not an array at all"),
		"ends inside its head": text("{'descr'")[:12],
		"its head: unexpected": {},
		"single number":        text("{'descr': '<f4', 'fortran_order': False, 'shape': ()}"),
		"c8 is not a number":   text("{'descr': '<c8', 'fortran_order': False, 'shape': (2,)}"),
		"U4 is not a number":   text("{'descr': '<U4', 'fortran_order': False, 'shape': (2,)}"),
		"larger than memory":   text("{'descr': '<f4', 'fortran_order': False, 'shape': (4611686018427387904, 4)}"),
		"needs 46116860184273": text("{'descr': '<f8', 'fortran_order': False, 'shape': (4611686018427387904, )}"),
		"23 bytes of data":     file("<f4", 4, false, 2, 3)[:len(file("<f4", 4, false, 2, 3))-1],
		"25 bytes of data":     append(file("<f4", 4, false, 2, 3), 0),
	} {
		_, err := NewRows(bytes.NewReader(data), int64(len(data)))
		require.ErrorContains(t, err, want)
	}
	data := file("<f4", 4, false, 4, 2)
	f, err := NewRows(bytes.NewReader(data), int64(len(data)))
	require.NoError(t, err)
	require.Error(t, f.Read(make([]float32, 2), 4, 5))
	require.Error(t, f.Read(make([]float32, 2), -1, 0))
	require.Error(t, f.Read(make([]float32, 3), 1, 2))
}

// zeros is a file without an end, of which only the head is stored.
type zeros []byte

func (z zeros) ReadAt(p []byte, at int64) (int, error) {
	clear(p)
	if at < int64(len(z)) {
		copy(p, z[at:])
	}
	return len(p), nil
}

// A file of terabytes is read where rows are asked for, with a small buffer.
func TestRowsMemory(t *testing.T) {
	if math.MaxInt == math.MaxInt32 {
		t.Skip("an int of 32 bits counts no terabytes")
	}
	head := text("{'descr': '<f8', 'fortran_order': False, 'shape': (1000000000, 784)}")
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f, err := NewRows(zeros(head), int64(len(head))+784*8*1000000000)
	require.NoError(t, err)
	dst := make([]float32, 1000*784)
	require.NoError(t, f.Read(dst, 999999000, 1000000000))
	runtime.ReadMemStats(&after)
	assert.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(4*len(dst)+2*rowsBuffer+1<<16))
	assert.Zero(t, testing.AllocsPerRun(3, func() {
		if err := f.Read(dst, 5000, 6000); err != nil {
			t.Fatal(err)
		}
	}))
}

// A file that shrinks after it was opened is an error.
func TestRowsOfAFileThatShrinks(t *testing.T) {
	data := file("<f4", 4, false, 4, 2)
	f, err := NewRows(bytes.NewReader(data[:len(data)-4]), int64(len(data)))
	require.NoError(t, err)
	require.ErrorIs(t, f.Read(make([]float32, 8), 0, 4), io.ErrUnexpectedEOF)
}

func FuzzRows(f *testing.F) {
	f.Add(file("<f4", 4, false, 2, 3), 0, 2)
	f.Add(file(">f2", 2, true, 2, 3, 2), 1, 2)
	f.Add(file("|b1", 1, false, 9), 3, 5)
	f.Add(text("{'descr': '<f8', 'fortran_order': True, 'shape': (4611686018427387904, 0, 4), }"), 0, 1<<30)
	f.Add(text("{'descr': '<f8', 'fortran_order': True, 'shape': (0, 4611686018427387904), }"), 0, 0)
	f.Fuzz(func(t *testing.T, data []byte, from, to int) {
		r, err := NewRows(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			return
		}
		n, ok := Product(r.Shape())
		if !ok || n > len(data) {
			t.Fatalf("%d elements in %d bytes", n, len(data))
		}
		if from < 0 || from > to || to > r.Len() || to-from > 1000 || r.Cols() > 1000 {
			return
		}
		if err := r.Read(make([]float32, (to-from)*r.Cols()), from, to); err != nil {
			t.Fatal(err)
		}
	})
}
