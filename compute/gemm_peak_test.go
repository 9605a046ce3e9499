package compute

import "testing"

func TestPeakFlopsIsPlausible(t *testing.T) {
	eachImpl(t, func(t *testing.T) {
		for _, p := range []*Pool{nil, NewPool(2)} {
			if f := PeakFlops(p); !(f > 1e6 && f < 1e13) {
				t.Errorf("%d workers: %g a second", p.Workers(), f)
			}
		}
	})
}
