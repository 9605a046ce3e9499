package compute

import (
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

func TestForCoversEachIndexOnce(t *testing.T) {
	for _, workers := range []int{1, 2, 7} {
		p := NewPool(workers)
		if p.Workers() != workers {
			t.Errorf("a pool of %d has %d workers", workers, p.Workers())
		}
		for _, n := range []int{0, 1, 2, 5, 63, 64, 65, 1000} {
			for _, grain := range []int{0, 1, 7, 64, 2000} {
				counts := make([]int32, n)
				p.For(n, grain, func(lo, hi int) {
					if g := max(grain, 1); lo%g != 0 || (hi != n && hi%g != 0) || (hi-lo < g && n >= g) {
						t.Errorf("workers %d, n %d, grain %d: range [%d, %d)", workers, n, grain, lo, hi)
					}
					for i := lo; i < hi; i++ {
						atomic.AddInt32(&counts[i], 1)
					}
				})
				for i, c := range counts {
					if c != 1 {
						t.Fatalf("workers %d, n %d, grain %d: index %d ran %d times", workers, n, grain, i, c)
					}
				}
			}
		}
	}
}

func TestForSplitsStatically(t *testing.T) {
	p := NewPool(3)
	split := func() map[int]int {
		var mu sync.Mutex
		m := map[int]int{}
		p.For(100, 8, func(lo, hi int) {
			mu.Lock()
			defer mu.Unlock()
			m[lo] = hi
		})
		return m
	}
	want := split()
	if len(want) != 3 {
		t.Errorf("3 workers got %v", want)
	}
	for range 50 {
		got := split()
		for lo, hi := range want {
			if got[lo] != hi || len(got) != len(want) {
				t.Fatalf("split %v, before %v", got, want)
			}
		}
	}
}

func TestNilPoolAndNestedCallsRunInline(t *testing.T) {
	var none *Pool
	calls := 0
	none.For(10, 1, func(lo, hi int) {
		calls++
		if lo != 0 || hi != 10 {
			t.Errorf("a nil pool split [%d, %d)", lo, hi)
		}
	})
	if calls != 1 || none.Workers() != 1 {
		t.Errorf("a nil pool made %d calls and has %d workers", calls, none.Workers())
	}
	p := NewPool(2)
	var inner atomic.Int32
	p.For(2, 1, func(lo, hi int) {
		p.For(10, 1, func(lo, hi int) { inner.Add(int32(hi - lo)) })
	})
	if inner.Load() != 20 {
		t.Errorf("nested loops covered %d indexes, want 20", inner.Load())
	}
}

func TestPoolServesSeveralGoroutines(t *testing.T) {
	p := NewPool(2)
	var sum atomic.Int64
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 100 {
				p.For(10, 1, func(lo, hi int) { sum.Add(int64(hi - lo)) })
			}
		})
	}
	wg.Wait()
	if sum.Load() != 8000 {
		t.Errorf("covered %d indexes, want 8000", sum.Load())
	}
}

func TestPanicsReachTheCaller(t *testing.T) {
	p := NewPool(3)
	for part := range 3 {
		func() {
			defer func() {
				if v := recover(); v != part {
					t.Errorf("recovered %v, want %d", v, part)
				}
			}()
			p.For(3, 1, func(lo, hi int) {
				if lo == part {
					panic(part)
				}
			})
		}()
	}
	mustPanic(t, "Pool", func() {
		p.For(3, 1, func(lo, hi int) {
			if lo == 1 {
				runtime.Goexit()
			}
		})
	})
	n := atomic.Int32{} // the pool still works, with all its workers
	p.For(3, 1, func(lo, hi int) { n.Add(1) })
	if n.Load() != 3 {
		t.Errorf("%d parts after panics, want 3", n.Load())
	}
}

func TestPoolsDoNotLeak(t *testing.T) {
	before := runtime.NumGoroutine()
	for range 20 {
		NewPool(4).For(4, 1, func(lo, hi int) {})
	}
	for range 200 {
		runtime.GC()
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(5 * time.Millisecond)
	}
	t.Errorf("%d goroutines, %d before", runtime.NumGoroutine(), before)
}

// Small models make a pool a call; its workers must not outnumber the calls
// that need them.
func TestPoolWithoutWorkHasNoWorkers(t *testing.T) {
	before := runtime.NumGoroutine()
	pools := make([]*Pool, 100)
	for i := range pools {
		pools[i] = NewPool(8)
		pools[i].For(10, 100, func(_, _ int) {})
	}
	if n := runtime.NumGoroutine(); n >= before+100 {
		t.Errorf("%d goroutines, %d before", n, before)
	}
	runtime.KeepAlive(pools)
}
