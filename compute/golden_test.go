package compute

import (
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"testing"
)

// provenance says where the numbers of a golden come from.
type provenance struct {
	Tool, Version, Command string
	Seed                   int
	path                   string
}

// golden reads testdata/name into v, which holds a provenance.
func golden(t *testing.T, name string, v any, from *provenance) {
	t.Helper()
	from.path = filepath.Join("testdata", name)
	text, err := os.ReadFile(from.path)
	if err == nil {
		err = json.Unmarshal(text, v)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// close fails unless got is want up to tol, relative above 1.
func (from *provenance) close(t *testing.T, what string, got, want []float32, tol float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: %d numbers, %s has %d", what, len(got), from.path, len(want))
	}
	for i, w := range want {
		if !(math.Abs(float64(got[i]-w)) <= tol*math.Max(1, math.Abs(float64(w)))) {
			t.Fatalf("%s: number %d is %.9g, %s of %s %s (%s) says %.9g", what, i, got[i],
				from.path, from.Tool, from.Version, from.Command, w)
		}
	}
}

// eachWorkers runs f for 1, 2 and 7 workers; what it returns must not depend on
// them.
func eachWorkers(t *testing.T, f func(p *Pool) []float32) {
	t.Helper()
	want := f(nil)
	for _, workers := range []int{1, 2, 7} {
		sameBits(t, "with workers", f(NewPool(workers)), want)
	}
}

// allocatesNothing fails when f, run after its buffers have grown, allocates.
func allocatesNothing(t *testing.T, what string, f func()) {
	t.Helper()
	if n := testing.AllocsPerRun(50, f); n != 0 && !raceEnabled {
		t.Errorf("%s: %g allocations a call", what, n)
	}
}

// float32s returns both halves of float64 numbers.
func float32s(x ...float64) (y []float32) {
	for _, v := range x {
		y = append(y, float32(v), float32(v-float64(float32(v))))
	}
	return y
}
