package nn

import (
	"encoding/binary"
	"math"

	"github.com/udl-go/lab/internal/npy"
)

// numberTypes are the types of a safetensors file that are read: the bytes of a
// number, and how they become float32. All numbers are little-endian.
var numberTypes = map[string]struct {
	width int
	fill  func(dst []float32, src []byte)
}{
	"F32": {4, func(dst []float32, src []byte) {
		for i := range dst {
			dst[i] = math.Float32frombits(little.Uint32(src[4*i:]))
		}
	}},
	"F64": {8, func(dst []float32, src []byte) {
		for i := range dst {
			dst[i] = float32(math.Float64frombits(little.Uint64(src[8*i:])))
		}
	}},
	"F16": {2, func(dst []float32, src []byte) {
		for i := range dst {
			dst[i] = npy.Half(little.Uint16(src[2*i:]))
		}
	}},
	"BF16": {2, func(dst []float32, src []byte) { // the upper half of a float32
		for i := range dst {
			dst[i] = math.Float32frombits(uint32(little.Uint16(src[2*i:])) << 16)
		}
	}},
	"I64": {8, func(dst []float32, src []byte) {
		for i := range dst {
			dst[i] = float32(int64(little.Uint64(src[8*i:])))
		}
	}},
	"U64": {8, func(dst []float32, src []byte) {
		for i := range dst {
			dst[i] = float32(little.Uint64(src[8*i:]))
		}
	}},
	"I32": {4, func(dst []float32, src []byte) {
		for i := range dst {
			dst[i] = float32(int32(little.Uint32(src[4*i:])))
		}
	}},
	"U32": {4, func(dst []float32, src []byte) {
		for i := range dst {
			dst[i] = float32(little.Uint32(src[4*i:]))
		}
	}},
	"I16": {2, func(dst []float32, src []byte) {
		for i := range dst {
			dst[i] = float32(int16(little.Uint16(src[2*i:])))
		}
	}},
	"U16": {2, func(dst []float32, src []byte) {
		for i := range dst {
			dst[i] = float32(little.Uint16(src[2*i:]))
		}
	}},
	"I8": {1, func(dst []float32, src []byte) {
		for i := range dst {
			dst[i] = float32(int8(src[i]))
		}
	}},
	"U8":   {1, bytesToFloats},
	"BOOL": {1, bytesToFloats},
}

var little = binary.LittleEndian

func bytesToFloats(dst []float32, src []byte) {
	for i := range dst {
		dst[i] = float32(src[i])
	}
}
