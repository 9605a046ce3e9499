package dataset

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/internal/npy"
	"github.com/udl-go/lab/udl"
)

const npyMagic = npy.Magic

func TestIDXRoundTrip(t *testing.T) {
	for _, a := range []*Array{
		{Shape: []int{2, 3}, Data: []uint8{1, 2, 3, 4, 5, 255}},
		{Shape: []int{2}, Data: []int8{-1, 1}},
		{Shape: []int{2}, Data: []int16{-300, 300}},
		{Shape: []int{1, 2, 1}, Data: []int32{math.MinInt32, math.MaxInt32}},
		{Shape: []int{2}, Data: []float32{1.5, float32(math.Inf(1))}},
		{Shape: []int{2}, Data: []float64{math.Pi, -0.1}},
		{Shape: []int{0, 28, 28}, Data: []uint8{}},
		{Shape: []int{}, Data: []uint8{9}},
	} {
		var buf bytes.Buffer
		require.NoError(t, WriteIDX(&buf, a))
		for _, data := range [][]byte{buf.Bytes(), packed(t, buf.Bytes())} {
			got, err := ReadIDX(bytes.NewReader(data))
			require.NoError(t, err, a)
			assert.Equal(t, a, got)
		}
	}
	assert.ErrorIs(t, WriteIDX(io.Discard, &Array{Shape: []int{1}, Data: []int64{1}}), udl.ErrRange)
	assert.ErrorIs(t, WriteIDX(io.Discard, &Array{Shape: []int{2}, Data: []uint8{1}}), udl.ErrShape)
}

// header is the head of an IDX file of bytes.
func header(dims ...uint32) []byte {
	b := []byte{0, 0, 8, byte(len(dims))}
	for _, d := range dims {
		b = binary.BigEndian.AppendUint32(b, d)
	}
	return b
}

func npyText(text string) []byte {
	return append(binary.LittleEndian.AppendUint16([]byte(npyMagic+"\x01\x00"), uint16(len(text))), text...)
}

func TestDamagedFilesAreErrors(t *testing.T) {
	idx := func(b []byte) error { _, err := ReadIDX(bytes.NewReader(b)); return err }
	npy := func(b []byte) error { _, err := ReadNPY(bytes.NewReader(b)); return err }
	shape := func(s string) []byte {
		return npyText("{'descr': '<f8', 'fortran_order': False, 'shape': " + s + ", }")
	}
	whole := packed(t, append(header(3), 1, 2, 3))
	flipped := bytes.Clone(whole)
	flipped[len(flipped)-5] ^= 1 // in the checksum
	for _, c := range []struct {
		read func([]byte) error
		data []byte
		want string
	}{
		{idx, nil, "ends too early"},
		{idx, []byte("<html>"), "not an IDX file"},
		{idx, header(2, 2)[:6], "ends too early"},
		{idx, append(header(2, 2), 1, 2, 3), "3 bytes of data, its shape needs 4"},
		{idx, append(header(2, 2), 1, 2, 3, 4, 5), "more data"},
		{idx, header(1<<31, 1<<31, 1<<31), "larger than memory"},
		{idx, header(1<<31-1, 1<<20), "0 bytes of data"},
		{idx, append([]byte{0, 0, 7, 1}, 0, 0, 0, 1), "not an IDX file"},
		{idx, whole[:len(whole)-3], "ends too early"},
		{idx, flipped, "gzip: invalid checksum"},
		{idx, []byte{0x1f, 0x8b, 0}, "ends too early"},
		{npy, nil, "ends too early"},
		{npy, []byte("PK\x03\x04 a zip file"), "does not begin like"},
		{npy, []byte(npyMagic + "\x04\x00\x00\x00"), "version 4"},
		{npy, []byte(npyMagic + "\x02\x00\xff\xff\xff\xff"), "header claims 4294967295 bytes"},
		{npy, npyText("[1, 2]"), "not a dictionary"},
		{npy, npyText("{}"), "lacks descr"},
		{npy, npyText("{'descr': '<f8', 'descr': '<f8'}"), "not a dictionary"},
		{npy, npyText("{'color': 'red'}"), "unknown key"},
		{npy, npyText("{'descr': '', 'fortran_order': False, 'shape': ()}"), "type is empty"},
		{npy, npyText("{'descr': '<f3', 'fortran_order': False, 'shape': (1,)}"), "f3"},
		{npy, npyText("{'descr': '<fx', 'fortran_order': False, 'shape': (1,)}"), "fx"},
		{npy, npyText("{'descr': '|S0', 'fortran_order': False, 'shape': (1,)}"), "S0"},
		{npy, npyText("{'descr': '|S999999999', 'fortran_order': False, 'shape': (1,)}"), "S999999999"},
		{npy, npyText("{'descr': '|O', 'fortran_order': False, 'shape': (1,)}"), "Python objects"},
		{npy, npyText("{'descr': '<f8', 'fortran_order': Maybe, 'shape': (1,)}"), "neither True nor False"},
		{npy, shape("3"), "not a tuple"},
		{npy, shape("(3,"), "not a tuple"},
		{npy, shape("(-1,)"), "not one of an array"},
		{npy, shape("(99999999999999999999,)"), "not one of an array"},
		{npy, shape("(4611686018427387904, 4)"), "larger than memory"},
		{npy, shape("(0, 4611686018427387904, 4)"), "larger than memory"},
		{npy, shape("(4611686018427387904,)"), "larger than memory"},
		{npy, append(shape("(2,)"), 1, 2, 3), "3 bytes of data, its shape needs 16"},
		{npy, append(shape("(0,)"), 1), "more data"},
	} {
		err := c.read(c.data)
		require.ErrorIs(t, err, udl.ErrFormat, "%q", c.data)
		assert.ErrorContains(t, err, c.want)
	}
}

// A header that lies about a large size must not make the reader take memory
// for it.
func TestLyingSizeTakesNoMemory(t *testing.T) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err := ReadIDX(bytes.NewReader(header(1<<30, 1<<10)))
	require.ErrorIs(t, err, udl.ErrFormat)
	_, err = ReadNPY(bytes.NewReader(npyText("{'descr': '<f8', 'fortran_order': True, 'shape': (1000000000, 8), }")))
	require.ErrorIs(t, err, udl.ErrFormat)
	runtime.ReadMemStats(&after)
	assert.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(20<<20))
}

func TestDamagedNPZ(t *testing.T) {
	good := numpy(t).NPZ
	zipped := func(names ...string) []byte {
		var buf bytes.Buffer
		z := zip.NewWriter(&buf)
		for _, n := range names {
			w, err := z.Create(n)
			require.NoError(t, err)
			require.NoError(t, WriteNPY(w, &Array{Shape: []int{1}, Data: []uint8{1}}))
		}
		require.NoError(t, z.Close())
		return buf.Bytes()
	}
	broken := bytes.Clone(good)
	broken[bytes.Index(broken, []byte(npyMagic))+130]++ // a byte of the data: the checksum must notice
	for _, c := range []struct {
		data []byte
		want string
	}{
		{nil, "not a valid zip file"},
		{good[:len(good)-10], "zip"},
		{broken, "images.npy: zip: checksum error"},
		{zipped("a.npy", "a.npy"), "a.npy twice"},
	} {
		_, err := ReadNPZ(bytes.NewReader(c.data))
		require.ErrorIs(t, err, udl.ErrFormat)
		assert.ErrorContains(t, err, c.want)
	}
	got, err := ReadNPZ(bytes.NewReader(zipped("a.npy", "README.txt")))
	require.NoError(t, err)
	assert.Len(t, got, 1)
	assert.ErrorIs(t, WriteNPZ(io.Discard, map[string]*Array{"": {Data: []uint8{}}}), udl.ErrRange)
	assert.ErrorIs(t, WriteNPZ(io.Discard, map[string]*Array{"a": {Shape: []int{2}, Data: []uint8{1}}}), udl.ErrShape)
}

type brokenDisk struct{}

func (brokenDisk) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestWritersReportTheDisk(t *testing.T) {
	a := &Array{Shape: []int{1}, Data: []uint8{1}}
	assert.ErrorContains(t, WriteIDX(brokenDisk{}, a), "disk full")
	assert.ErrorContains(t, WriteNPY(brokenDisk{}, a), "disk full")
	assert.ErrorContains(t, WriteNPZ(brokenDisk{}, map[string]*Array{"a": a}), "disk full")
}

func TestArrayConversions(t *testing.T) {
	ints, err := (&Array{Shape: []int{3}, Data: []float64{1, -2, 3}}).Ints()
	require.NoError(t, err)
	assert.Equal(t, []int{1, -2, 3}, ints)
	for _, data := range []any{
		[]float64{1.5},
		[]float64{math.NaN()},
		[]float32{float32(math.Inf(1))},
		[]uint64{math.MaxUint64},
		[]string{"1"},
		[]bool{true},
		[]complex64{1},
		nil,
	} {
		_, err := (&Array{Shape: []int{1}, Data: data}).Ints()
		assert.ErrorIs(t, err, udl.ErrRange, "%T", data)
	}
	for _, data := range []any{
		[]uint8{1}, []int8{1}, []uint16{1}, []int16{1}, []uint32{1}, []int32{1}, []uint64{1}, []int64{1},
	} {
		a := &Array{Shape: []int{1}, Data: data}
		ints, err := a.Ints()
		require.NoError(t, err)
		assert.Equal(t, []int{1}, ints)
		x, err := a.Tensor()
		require.NoError(t, err)
		assert.Equal(t, []float32{1}, x.Data)
		assert.Equal(t, strings.TrimPrefix(fmt.Sprintf("%T", data), "[]")+" 1", a.String())
	}
	x, err := (&Array{Shape: []int{1, 2}, Data: []bool{true, false}}).Tensor()
	require.NoError(t, err)
	assert.Equal(t, []float32{1, 0}, x.Data)
	_, err = (&Array{Shape: []int{1}, Data: []string{"a"}}).Tensor()
	require.ErrorIs(t, err, udl.ErrRange)
	_, err = (&Array{Shape: []int{2}, Data: []float32{1}}).Tensor()
	require.ErrorIs(t, err, udl.ErrShape)
	assert.Equal(t, "float32 scalar", (&Array{Data: []float32{1}}).String())
}
