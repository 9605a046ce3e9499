package function

import "math"

// n0 to n7 are the minimax polynomial of (log(1+f)−f+f²/2)/f³ on [√½−1, √2−1],
// rounded to float32: the error in log(1+f) is 7e-9, relative.
const (
	n0 = 0.33333316445350647
	n1 = -0.25000810623168945
	n2 = 0.2000228613615036
	n3 = -0.16624557971954346
	n4 = 0.14181193709373474
	n5 = -0.13128718733787537
	n6 = 0.12881623208522797
	n7 = -0.07859673351049423
)

// Constants of the splitting of a number.
const (
	rootHalf    = 0x3F3504F3 // the bits of √½
	minNormal   = 1.1754943508222875e-38
	denormalUp  = 1 << 23 // makes a denormal number normal
	denormalExp = 23
)

// Log1 returns the natural logarithm of x: −Inf for 0, NaN for negative numbers.
// Its error is at most 1 unit in the last place.
func Log1(x float32) float32 {
	y, e := x, float32(0)
	if x < minNormal {
		y, e = float32(x*denormalUp), -denormalExp
	}
	k := math.Float32bits(y) - rootHalf
	e += float32(int32(k) >> 23)
	f := math.Float32frombits(k&0x7FFFFF+rootHalf) - 1
	p := logTail(f)
	r := (float32(e*ln2Low) + p) + f
	r += float32(e * ln2High)
	switch {
	case x > 0 && x <= math.MaxFloat32:
		return r
	case x == 0:
		return float32(math.Inf(-1))
	case x < 0:
		return float32(math.NaN())
	}
	return x
}

// logTail returns log(1+f)−f.
func logTail(f float32) float32 {
	p := float32(f*n7) + n6
	p = float32(f*p) + n5
	p = float32(f*p) + n4
	p = float32(f*p) + n3
	p = float32(f*p) + n2
	p = float32(f*p) + n1
	p = float32(f*p) + n0
	z := float32(f * f)
	return float32(float32(z*f)*p) - float32(z*0.5)
}
