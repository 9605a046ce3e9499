package impl

import (
	"slices"
	"strings"
	"testing"
)

func TestChooseHonorsWhatTheMachineHas(t *testing.T) {
	for _, c := range []struct {
		has     Level
		wish    string
		want    Level
		ignored string
	}{
		{AVX512, "", AVX512, ""},
		{AVX512, "avx2", AVX2, ""},
		{AVX512, "Scalar", Scalar, ""},
		{AVX2, "avx512", AVX2, "no more than avx2"},
		{AVX2, "sse9", AVX2, "not one of"},
	} {
		l, ignored := choose(c.has, c.wish)
		if l != c.want || (ignored == "") != (c.ignored == "") || !strings.Contains(ignored, c.ignored) {
			t.Errorf("choose(%v, %q) = %v, %q; want %v, %q", c.has, c.wish, l, ignored, c.want, c.ignored)
		}
	}
}

func TestUseLimitsAndRestores(t *testing.T) {
	before := current
	restore := Use(Scalar)
	if Is(AVX2) {
		t.Error("AVX2 is in use after Use(Scalar)")
	}
	restore()
	if current != before {
		t.Errorf("%v in use after restoring, before %v", current, before)
	}
}

func TestReportNamesTheBestLevelInUse(t *testing.T) {
	defer func(k []kernel, l Level, s string) { kernels, current, ignored = k, l, s }(kernels, current, ignored)
	kernels, current, ignored = nil, AVX512, "UDL_CPU=x ignored"
	Register("b", AVX2)
	Register("a", AVX2, AVX512)
	Register("c")
	if got, want := Report(), []string{"a: avx512", "b: avx2", "c: scalar", "UDL_CPU=x ignored"}; !slices.Equal(got, want) {
		t.Errorf("Report() = %q, want %q", got, want)
	}
}
