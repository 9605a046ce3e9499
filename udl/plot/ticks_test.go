package plot

import (
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// vertices returns the points of a path of absolute M and L commands.
func vertices(t testing.TB, d string) (out [][2]float64) {
	t.Helper()
	for len(d) > 0 {
		var p [2]float64
		n, err := fmt.Sscanf(d[1:], "%g %g", &p[0], &p[1])
		require.True(t, n == 2 && err == nil, "%q", d)
		out = append(out, p)
		next := 1
		for next < len(d) && d[next] != 'M' && d[next] != 'L' {
			next++
		}
		d = d[next:]
	}
	return out
}

func labels(ticks []tick) (out []string) {
	for _, t := range ticks {
		out = append(out, t.label)
	}
	return out
}

func TestRoundTicks(t *testing.T) {
	for _, c := range []struct {
		axis axis
		n    int
		want []string
	}{
		{axis{lo: 0, hi: 1}, 5, []string{"0", "0.2", "0.4", "0.6", "0.8", "1.0"}},
		{axis{lo: -3.2, hi: 3.1}, 6, []string{"−2", "0", "2"}},
		{axis{lo: 0.013, hi: 0.0171}, 4, []string{"0.014", "0.016"}},
		{axis{lo: 0, hi: 3, whole: true}, 10, []string{"0", "1", "2", "3"}},
		{axis{lo: 0, hi: 60000}, 6, []string{"0", "10000", "20000", "30000", "40000", "50000", "60000"}},
		{axis{lo: 0, hi: 4e6}, 4, []string{"0", "1e6", "2e6", "3e6", "4e6"}},
		{axis{lo: -1.5e-7, hi: 1.5e-7}, 3, []string{"−1e−7", "0", "1e−7"}},
		{axis{lo: 1e8, hi: 1e8 + 3}, 3, []string{"1e8", "1.00000001e8", "1.00000002e8", "1.00000003e8"}},
		{axis{lo: 0.01, hi: 1000, log: true}, 8, []string{"0.01", "0.1", "1", "10", "100", "1000"}},
		{axis{lo: 1, hi: 30, log: true}, 8, []string{"1", "2", "5", "10", "20"}},
		{axis{lo: 2, hi: 3, log: true}, 5, []string{"2.0", "2.2", "2.4", "2.6", "2.8", "3.0"}},
		{axis{lo: 1e-9, hi: 1e9, log: true}, 6, []string{"1e−9", "1e−6", "0.001", "1", "1000", "1e6", "1e9"}},
	} {
		assert.Equal(t, c.want, labels(c.axis.round(c.n)), "%+v", c.axis)
	}
}

// Ticks lie inside, at equal distances, with different texts, and not too many
// of them, over forty powers of ten.
func TestTicksLaws(t *testing.T) {
	for e := -20; e <= 20; e++ {
		for _, m := range []float64{1, 1.7, 3.3, 7.9} {
			for _, offset := range []float64{0, .37, -12.3} {
				width := m * math.Pow(10, float64(e))
				a := axis{lo: offset * width, hi: (offset + 1) * width}
				ticks := a.round(6)
				require.NotEmpty(t, ticks)
				assert.LessOrEqual(t, len(ticks), 8, "%+v", a)
				seen := map[string]bool{}
				for i, k := range ticks {
					assert.False(t, seen[k.label], "%+v %v", a, labels(ticks))
					seen[k.label] = true
					assert.GreaterOrEqual(t, k.value, a.lo-1e-6*width)
					assert.LessOrEqual(t, k.value, a.hi+1e-6*width)
					if i > 1 {
						assert.InDelta(t, ticks[1].value-ticks[0].value, k.value-ticks[i-1].value, 1e-6*width)
					}
				}
			}
		}
	}
}

func TestTextsKeepApart(t *testing.T) {
	a := axis{lo: 0, hi: 999999, from: 0, to: 300}
	assert.LessOrEqual(t, len(a.ticks(20, true)), 5)
	assert.Greater(t, len(a.ticks(20, false)), 8)
}

func TestAxisOfOneValue(t *testing.T) {
	for _, v := range []float64{0, 5, -1e300, 1e-310, 1e300} {
		d := newDomain()
		d.add(v)
		a := d.axis(false, .05)
		assert.Less(t, a.lo, v)
		assert.Greater(t, a.hi, v)
		assert.NotEmpty(t, a.round(5))
		if drawn(v, true) {
			a = d.axis(true, .05)
			assert.Less(t, a.lo, v)
			assert.Greater(t, a.hi, v)
		}
	}
}

func TestShort(t *testing.T) {
	for v, want := range map[float64]string{0: "0", 60000: "60000", -89.12345: "−89.12", 12345.67: "12346", 1e7: "1e+07", 0.00012345: "0.0001234"} {
		assert.Equal(t, want, short(v, 4))
	}
}
