package train

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/compute"
	"github.com/udl-go/lab/internal/npy"
	"github.com/udl-go/lab/udl"
	"github.com/udl-go/lab/udl/nn"
	"github.com/udl-go/lab/udl/nn/optim"
)

// writeNPY writes an array to a file of the test.
func writeNPY(t testing.TB, name string, data any, shape ...int) string {
	t.Helper()
	var buf bytes.Buffer
	require.NoError(t, npy.Write(&buf, &npy.Array{Shape: shape, Data: data}))
	path := filepath.Join(t.TempDir(), name)
	require.NoError(t, os.WriteFile(path, buf.Bytes(), 0o600))
	return path
}

// openFiles opens rows(n, 8), n rows of 2×3 bytes and labels, all of which know
// their row.
func openFiles(t testing.TB, memory, n int) *NPY {
	t.Helper()
	small, labels := make([]uint8, 6*n), make([]int64, n)
	for i := range n {
		labels[i] = int64(i) * 3
		for k := range 6 {
			small[6*i+k] = uint8(i + k)
		}
	}
	s, err := OpenNPY(NPYConfig{
		Files:  []string{writeNPY(t, "x.npy", rows(n, 8).Data, n, 8), writeNPY(t, "y.npy", small, n, 2, 3)},
		Labels: writeNPY(t, "labels.npy", labels, n),
		Memory: memory,
	})
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, s.Close()) })
	return s
}

// readAll reads all rows of an order in batches, checks what they hold and
// returns their numbers.
func readAll(t *testing.T, s Source, n, size, from int) (order []int) {
	t.Helper()
	x := rows(n, 8)
	var b Batch
	for ; from < n; from += size {
		to := min(from+size, n)
		require.NoError(t, s.Read(&b, from, to))
		require.Len(t, b.Rows, to-from)
		require.Equal(t, []int{to - from, 8}, b.X[0].Shape)
		require.Equal(t, []int{to - from, 2, 3}, b.X[1].Shape)
		for i, row := range b.Rows {
			if !slices.Equal(x.Row(row), b.X[0].Row(i)) || b.X[1].At(i, 1, 2) != float32(uint8(row+5)) || b.Labels[i] != 3*row {
				t.Fatalf("place %d is not row %d", from+i, row)
			}
		}
		order = append(order, b.Rows...)
	}
	return order
}

// Whatever fits into memory: in their own order the files are read as they are,
// in a new order every row comes once, and a run can start anywhere in it.
func TestNPYOrders(t *testing.T) {
	sizes := []int{1, 2, 16, 17, 100, 333}
	if testing.Short() {
		sizes = []int{2, 17, 100}
	}
	for _, n := range sizes {
		for _, memory := range []int{1, 2000, 5000, 10000, 1 << 20} {
			what := fmt.Sprintf("%d rows, %d bytes", n, memory)
			s := openFiles(t, memory, n)
			own := make([]int, n)
			for i := range own {
				own[i] = i
			}
			got, err := s.Start(nil)
			require.NoError(t, err)
			require.Equal(t, n, got)
			require.Equal(t, own, readAll(t, s, n, 7, 0), what)
			var orders [][]int
			for epoch := range 3 {
				_, err := s.Start(compute.NewRNG(1).Stream(uint64(epoch)))
				require.NoError(t, err)
				orders = append(orders, readAll(t, s, n, 7, 0))
				require.ElementsMatch(t, own, orders[epoch], what)
			}
			if n > 16 {
				require.NotEqual(t, orders[0], orders[1], what)
				require.NotEqual(t, own, orders[0], what)
			}
			fresh := openFiles(t, memory, n)
			_, err = fresh.Start(compute.NewRNG(1).Stream(2))
			require.NoError(t, err)
			require.Equal(t, orders[2][n/2:], readAll(t, fresh, n, 5, n/2), "%s, from the middle", what)
		}
	}
}

// Rows that were close in the files are apart, over the whole epoch: the order
// is as mixed as a part is large.
func TestNPYMixes(t *testing.T) {
	const n = 2000
	s := openFiles(t, 200*80, n) // about 200 rows at a time
	_, err := s.Start(compute.NewRNG(5))
	require.NoError(t, err)
	order := readAll(t, s, n, 50, 0)
	neighbors := 0
	for i := range n - 1 {
		if d := order[i+1] - order[i]; d == 1 || d == -1 {
			neighbors++
		}
	}
	assert.Less(t, neighbors, n/50) // in order there would be n−1
	for from := 0; from < n; from += 500 {
		mean := 0.0
		for _, row := range order[from : from+500] {
			mean += float64(row) / 500
		}
		assert.InDelta(t, n/2, mean, 250, "a quarter of the epoch is of the whole file")
	}
}

// The memory for 40 MB of files stays at what was asked for.
func TestNPYMemoryIsBounded(t *testing.T) {
	const n, d, memory = 20000, 500, 1 << 20
	path := writeNPY(t, "large.npy", make([]float32, n*d), n, d)
	runtime.GC()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	s, err := OpenNPY(NPYConfig{Files: []string{path}, Memory: memory})
	require.NoError(t, err)
	defer s.Close()
	_, err = s.Start(compute.NewRNG(1))
	require.NoError(t, err)
	var b Batch
	for from := 0; from < n; from += 100 {
		require.NoError(t, s.Read(&b, from, from+100))
	}
	runtime.ReadMemStats(&after)
	batch := uint64(4 * 100 * d)
	assert.Less(t, after.TotalAlloc-before.TotalAlloc, memory+batch+1<<19) // the buffer of a file is 256 kB
}

// Training on files equals training on the same numbers in memory, if the order
// is the same, and is resumed in the middle of a part to the same bits.
func TestRunOnFiles(t *testing.T) {
	s := openFiles(t, 3000, 55)
	c := Config{Epochs: 3, BatchSize: 10, InOrder: true}
	fromFiles, loss := autoencoder(8)
	mustRun(t, fromFiles, s, loss, c)
	fromMemory, loss := autoencoder(8)
	mustRun(t, fromMemory, FromTensors(rows(55, 8)), loss, c)
	require.Equal(t, numbersOf(fromMemory), numbersOf(fromFiles))

	c = Config{Epochs: 3, BatchSize: 10, Checkpoint: filepath.Join(t.TempDir(), "run.safetensors"), Optimizer: optim.Config{EMA: 0.9}}
	whole, loss := autoencoder(8)
	mustRun(t, whole, s, loss, c)
	parts, loss := autoencoder(8)
	_, err := Run(stopAfter(8), parts, openFiles(t, 3000, 55), loss, c)
	require.Error(t, err)
	c.Resume = true
	mustRun(t, parts, openFiles(t, 3000, 55), loss, c)
	require.Equal(t, numbersOf(whole), numbersOf(parts))
}

func TestOpenNPYRefuses(t *testing.T) {
	good := writeNPY(t, "good.npy", make([]float32, 12), 4, 3)
	for want, c := range map[string]struct {
		config NPYConfig
		is     error
	}{
		"of 0 files":               {NPYConfig{}, udl.ErrRange},
		"-1 bytes":                 {NPYConfig{Files: []string{good}, Memory: -1}, udl.ErrRange},
		"none.npy":                 {NPYConfig{Files: []string{good, "none.npy"}}, os.ErrNotExist},
		"short.npy has 3 rows":     {NPYConfig{Files: []string{good, writeNPY(t, "short.npy", make([]uint8, 3), 3)}}, udl.ErrShape},
		"wide.npy has 3 labels":    {NPYConfig{Files: []string{good}, Labels: writeNPY(t, "wide.npy", make([]uint8, 12), 4, 3)}, udl.ErrShape},
		"scalar.npy":               {NPYConfig{Files: []string{writeNPY(t, "scalar.npy", make([]float32, 1))}}, udl.ErrFormat},
		"x.npy: does not begin li": {NPYConfig{Files: []string{notNPY(t)}}, udl.ErrFormat},
	} {
		_, err := OpenNPY(c.config)
		require.ErrorIs(t, err, c.is, want)
		require.ErrorContains(t, err, want)
	}
	large, err := OpenNPY(NPYConfig{Files: []string{good}, Labels: writeNPY(t, "large.npy", []int64{0, 1 << 24, 1<<24 + 2, 3}, 4)})
	require.NoError(t, err)
	_, err = large.Start(nil)
	require.NoError(t, err)
	require.ErrorContains(t, large.Read(&Batch{}, 0, 4), "the label of row 2 is 1.6777218e+07, not a whole number up to 2^24")
	require.NoError(t, large.Close())
	require.ErrorContains(t, large.Read(&Batch{}, 0, 5), "rows 0 to 5 of 4")
	ready, err := OpenNPY(NPYConfig{Files: []string{good}})
	require.NoError(t, err)
	require.ErrorContains(t, ready.Read(&Batch{}, 0, 4), "Start was not called")
	require.NoError(t, ready.Close())
	s, err := OpenNPY(NPYConfig{Files: []string{good}, Labels: writeNPY(t, "half.npy", []float32{0, 1, 2.5, 3}, 4)})
	require.NoError(t, err)
	w, loss := point(0)
	_, err = Run(t.Context(), []*nn.Param{w}, s, loss, Config{})
	require.ErrorIs(t, err, udl.ErrRange)
	require.ErrorContains(t, err, "half.npy: the label of row 2 is 2.5")
	require.NoError(t, s.Close())
	_, err = Run(t.Context(), []*nn.Param{w}, s, loss, Config{})
	require.ErrorIs(t, err, os.ErrClosed)
}

// A file without rows may claim any width: bytes of a row that count to 0 when
// they overflow divide nothing.
func TestOpenNPYOfNoRows(t *testing.T) {
	if math.MaxInt == math.MaxInt32 {
		t.Skip("NOTE: an int of 32 bits holds no such width")
	}
	head := fmt.Sprintf("{'descr': '|u1', 'fortran_order': False, 'shape': (0, %d), }\n", int64(1<<62-6))
	path := filepath.Join(t.TempDir(), "empty.npy")
	require.NoError(t, os.WriteFile(path, append([]byte("\x93NUMPY\x01\x00"), append([]byte{byte(len(head)), 0}, head...)...), 0o600))
	s, err := OpenNPY(NPYConfig{Files: []string{path}})
	require.NoError(t, err)
	n, err := s.Start(compute.NewRNG(1))
	require.NoError(t, err)
	require.Zero(t, n)
	require.NoError(t, s.Close())
}

func notNPY(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "x.npy")
	require.NoError(t, os.WriteFile(path, []byte("not an array at all"), 0o600))
	return path
}
