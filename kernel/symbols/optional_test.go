package symbols_test

import (
	"io"
	"io/fs"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/udl-go/lab/kernel/internal/value"
)

// A wrapper offers exactly those further methods that the value has.
func TestFurtherMethods(t *testing.T) {
	to := symbol[func(any) io.Reader](t, "io/io", "To_Reader")
	names := []string{"WriteTo", "ReadByte", "ReadRune", "Close"}
	for mask := range 1 << len(names) {
		methods := map[string]any{
			"Read":     func(any, []byte) (int, error) { return 0, io.EOF },
			"WriteTo":  func(any, io.Writer) (int64, error) { return 1, nil },
			"ReadByte": func(any) (byte, error) { return 2, nil },
			"ReadRune": func(any) (rune, int, error) { return 3, 1, nil }, "UnreadRune": func(any) error { return nil },
			"Close": func(any) error { return io.ErrClosedPipe },
		}
		var want []string
		for i, n := range names {
			if mask>>i&1 == 1 {
				want = append(want, n)
				continue
			}
			delete(methods, n)
		}
		b := box("v", methods)
		r := to(b)
		var got []string
		if x, ok := r.(io.WriterTo); ok {
			n, _ := x.WriteTo(nil)
			assert.EqualValues(t, 1, n)
			got = append(got, "WriteTo")
		}
		if x, ok := r.(io.ByteReader); ok {
			c, _ := x.ReadByte()
			assert.EqualValues(t, 2, c)
			got = append(got, "ReadByte")
		}
		if x, ok := r.(io.RuneScanner); ok {
			c, _, _ := x.ReadRune()
			assert.EqualValues(t, 3, c)
			got = append(got, "ReadRune")
		}
		if x, ok := r.(io.Closer); ok {
			assert.Equal(t, io.ErrClosedPipe, x.Close())
			got = append(got, "Close")
		}
		assert.Equal(t, want, got)
		assert.Equal(t, b, value.Unwrap(r))
		assert.True(t, to(b) == r, "wrappers of one value are equal")
	}
}

// Where there is no wrapper for just the methods of a value, it is in the one
// that has the most of them.
func TestMostFurtherMethods(t *testing.T) {
	to := symbol[func(any) io.Reader](t, "io/io", "To_Reader")
	r := to(box("v", map[string]any{
		"Read":     func(any, []byte) (int, error) { return 0, io.EOF },
		"Seek":     func(any, int64, int) (int64, error) { return 0, nil },
		"ReadByte": func(any) (byte, error) { return 2, nil },
		"WriteTo":  func(any, io.Writer) (int64, error) { return 1, nil },
	}))
	_, one := r.(io.WriterTo)
	_, other := r.(io.ByteReader)
	assert.True(t, one && other)
}

// A file system does what package fs would do without the methods it lacks.
func TestFileSystemWithoutFurtherMethods(t *testing.T) {
	to := symbol[func(any) fs.FS](t, "io/fs/fs", "To_FS")
	var opened []string
	f := to(box("v", map[string]any{"Open": func(_ any, name string) (fs.File, error) {
		opened = append(opened, name)
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}}))
	_, err := fs.ReadFile(f, "a")
	assert.ErrorIs(t, err, fs.ErrNotExist)
	_, err = fs.ReadDir(f, "b")
	assert.ErrorIs(t, err, fs.ErrNotExist)
	_, err = fs.Lstat(f, "c")
	assert.ErrorIs(t, err, fs.ErrNotExist)
	_, err = fs.Glob(f, "d")
	assert.NoError(t, err)
	_, err = fs.ReadLink(f, "no")
	assert.ErrorIs(t, err, fs.ErrInvalid)
	sub, err := fs.Sub(f, "e")
	assert.NoError(t, err)
	_, err = fs.ReadFile(sub, "f")
	assert.EqualError(t, err, "open f: file does not exist")
	assert.Equal(t, []string{"a", "b", "c", "d", "e/f"}, slices.Compact(opened))
}
