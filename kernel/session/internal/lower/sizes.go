package lower

import "go/types"

// sizes measures types as the compiler for amd64 does. The measure that package
// go/types has takes time that doubles with each struct inside a struct.
var sizes measure

type measure struct{}

// Sizeof is the number of bytes of a variable.
func (measure) Sizeof(t types.Type) int64 {
	size, _ := extent(t, map[types.Type][2]int64{})
	return size
}

var gc = types.SizesFor("gc", "amd64")

// extent is the size of a type and what its address is a multiple of.
func extent(t types.Type, known map[types.Type][2]int64) (size, align int64) {
	switch u := t.Underlying().(type) {
	case *types.Array:
		size, align = extent(u.Elem(), known)
		if n := u.Len(); size > 0 && n > maxSize/size {
			return maxSize, align
		}
		return size * u.Len(), align
	case *types.Struct:
		if k, ok := known[t]; ok {
			return k[0], k[1]
		}
		align = 1
		for f := range u.Fields() {
			s, a := extent(f.Type(), known)
			size = min(maxSize, up(size, a)+s)
			align = max(align, a)
		}
		size = up(size, align)
		known[t] = [2]int64{size, align}
		return size, align
	}
	return gc.Sizeof(t), gc.Alignof(t)
}

// maxSize stands for all that is larger.
const maxSize = 1 << 60

func up(n, align int64) int64 { return (n + align - 1) / align * align }
