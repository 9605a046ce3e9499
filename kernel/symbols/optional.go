package symbols

import (
	"io/fs"

	"github.com/udl-go/lab/kernel/internal/value"
)

// The types o… are single methods that compiled code asks values of other
// interfaces for. The wrapper of an interface embeds those that a value has, so
// their boxes have a name, which does not collide.

// has tells whether a value has a method with that name and signature.
func has[F any](b value.Boxed, method string) bool {
	_, ok := b.T.Own(method).(F)
	return ok
}

// own is a method of a value that has it.
func own[F any](b value.Boxed, method string) F { return b.T.Own(method).(F) }

// oReadDir makes a file one of a directory.
type oReadDir struct{ b value.Boxed }

func (o oReadDir) has() bool { return has[func(any, int) ([]fs.DirEntry, error)](o.b, "ReadDir") }

// ReadDir calls the method of the value.
func (o oReadDir) ReadDir(n int) ([]fs.DirEntry, error) {
	return own[func(any, int) ([]fs.DirEntry, error)](o.b, "ReadDir")(o.b.V, n)
}

// oAfterFunc lets a context call functions when it is done.
type oAfterFunc struct{ b value.Boxed }

func (o oAfterFunc) has() bool { return has[func(any, func()) func() bool](o.b, "AfterFunc") }

// AfterFunc calls the method of the value.
func (o oAfterFunc) AfterFunc(f func()) (stop func() bool) {
	return own[func(any, func()) func() bool](o.b, "AfterFunc")(o.b.V, f)
}

// oOpaque lets an image say that it is opaque.
type oOpaque struct{ b value.Boxed }

func (o oOpaque) has() bool { return has[func(any) bool](o.b, "Opaque") }

// Opaque calls the method of the value.
func (o oOpaque) Opaque() bool { return own[func(any) bool](o.b, "Opaque")(o.b.V) }

// oColorIndexAt is that of an image with a palette.
type oColorIndexAt struct{ b value.Boxed }

func (o oColorIndexAt) has() bool { return has[func(any, int, int) uint8](o.b, "ColorIndexAt") }

// ColorIndexAt calls the method of the value.
func (o oColorIndexAt) ColorIndexAt(x, y int) uint8 {
	return own[func(any, int, int) uint8](o.b, "ColorIndexAt")(o.b.V, x, y)
}

// oUint64 lets a source of random numbers make 64 bits at once.
type oUint64 struct{ b value.Boxed }

func (o oUint64) has() bool { return has[func(any) uint64](o.b, "Uint64") }

// Uint64 calls the method of the value.
func (o oUint64) Uint64() uint64 { return own[func(any) uint64](o.b, "Uint64")(o.b.V) }
