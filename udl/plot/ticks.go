package plot

import (
	"math"
	"strconv"
	"strings"
)

// axis is a range of values and how it lies on the picture.
type axis struct {
	lo, hi     float64 // values
	from, to   float64 // pixels
	log, whole bool    // logarithmic; ticks at whole numbers only
}

// at returns the pixel of a value.
func (a axis) at(v float64) float64 {
	lo, hi := a.lo, a.hi
	if a.log {
		lo, hi, v = math.Log(lo), math.Log(hi), math.Log(v)
	}
	return a.from + (a.to-a.from)*((v-lo)/(hi-lo))
}

// ticks returns round values of the axis, about one every few pixels; the texts
// of a horizontal one keep clear of each other.
func (a axis) ticks(pixels float64, horizontal bool) []tick {
	for n := max(2, int(math.Abs(a.to-a.from)/pixels)); ; n-- {
		ticks := a.round(n)
		if n <= 2 || !horizontal || apart(a, ticks) {
			return ticks
		}
	}
}

// apart reports whether the texts of the ticks leave room between them.
func apart(a axis, ticks []tick) bool {
	end := math.Inf(-1)
	for _, t := range ticks {
		half := textWidth(t.label, 12) / 2
		if a.at(t.value)-half < end {
			return false
		}
		end = a.at(t.value) + half + 8
	}
	return true
}

// round returns about n round values of the axis.
func (a axis) round(n int) []tick {
	if !a.log {
		return linearTicks(a.lo, a.hi, n, a.whole)
	}
	switch decades := math.Log10(a.hi) - math.Log10(a.lo); {
	case decades < 0.5:
		return linearTicks(a.lo, a.hi, n, a.whole)
	case decades < 2.5:
		return logTicks(a.lo, a.hi, 1, []float64{1, 2, 5})
	default:
		return logTicks(a.lo, a.hi, int(math.Ceil(decades/float64(n))), []float64{1})
	}
}

// tick is a marked value with its text.
type tick struct {
	value float64
	label string
}

// linearTicks returns the multiples of 1, 2 or 5 times a power of ten.
func linearTicks(lo, hi float64, n int, whole bool) []tick {
	raw := (hi - lo) / float64(n)
	power := math.Pow(10, math.Floor(math.Log10(raw)))
	step := 10 * power
	for _, m := range []float64{1, 2, 5} {
		if m*power >= raw*(1-1e-9) {
			step = m * power
			break
		}
	}
	if whole {
		step = max(step, 1)
	}
	var out []tick
	for k := math.Ceil(lo/step - 1e-9); k*step <= hi+1e-9*step; k++ {
		out = append(out, tick{k * step, label(k*step, step, max(math.Abs(lo), math.Abs(hi)))})
	}
	return out
}

// logTicks returns the given multiples of every stride-th power of ten.
func logTicks(lo, hi float64, stride int, multiples []float64) []tick {
	var out []tick
	for e := int(math.Floor(math.Log10(lo))); e <= int(math.Ceil(math.Log10(hi))); e++ {
		if e%stride != 0 {
			continue
		}
		for _, m := range multiples {
			v := m * math.Pow(10, float64(e))
			if v >= lo*(1-1e-9) && v <= hi*(1+1e-9) {
				out = append(out, tick{v, label(v, v, v)})
			}
		}
	}
	return out
}

// label writes a tick with the decimals that its step needs, with a power of ten
// when the largest value of the axis is very large or the step very small.
func label(v, step, largest float64) string {
	if math.Abs(v) < step/2 {
		return "0"
	}
	decimals := max(0, int(-math.Floor(math.Log10(step)+1e-9)))
	if largest < 1e6 && decimals <= 5 {
		return minus(strconv.FormatFloat(v, 'f', decimals, 64))
	}
	digits := max(0, int(math.Floor(math.Log10(math.Abs(v))+1e-9)-math.Floor(math.Log10(step)+1e-9)))
	s := strconv.FormatFloat(v, 'e', min(digits, 12), 64)
	mantissa, exponent, _ := strings.Cut(s, "e")
	if strings.Contains(mantissa, ".") {
		mantissa = strings.TrimRight(strings.TrimRight(mantissa, "0"), ".")
	}
	e, _ := strconv.Atoi(exponent) // FormatFloat wrote it
	return minus(mantissa + "e" + strconv.Itoa(e))
}

// minus replaces the hyphen of negative numbers by the minus sign.
func minus(s string) string { return strings.ReplaceAll(s, "-", "−") }

// short writes a value with that many significant digits, whole numbers below a
// million in full.
func short(v float64, digits int) string {
	if a := math.Abs(v); a < 1e6 && (v == math.Trunc(v) || a >= 1000) {
		return minus(strconv.FormatFloat(v, 'f', 0, 64))
	}
	return minus(strconv.FormatFloat(v, 'g', digits, 64))
}
