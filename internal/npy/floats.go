package npy

// Floats returns the numbers of an array as float32, true as 1; false when it
// holds text. A []float32 is shared, all else is copied.
func (a *Array) Floats() ([]float32, bool) {
	switch x := a.Data.(type) {
	case []float32:
		return x, true
	case []uint8:
		return convert(x), true
	case []int8:
		return convert(x), true
	case []uint16:
		return convert(x), true
	case []int16:
		return convert(x), true
	case []uint32:
		return convert(x), true
	case []int32:
		return convert(x), true
	case []uint64:
		return convert(x), true
	case []int64:
		return convert(x), true
	case []float64:
		return convert(x), true
	case []bool:
		out := make([]float32, len(x))
		for i, v := range x {
			if v {
				out[i] = 1
			}
		}
		return out, true
	}
	return nil, false
}

func convert[S uint8 | int8 | uint16 | int16 | uint32 | int32 | uint64 | int64 | float64](x []S) []float32 {
	out := make([]float32, len(x))
	for i, v := range x {
		out[i] = float32(v)
	}
	return out
}
