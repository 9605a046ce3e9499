package value

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A function of a random program: what it does, one step after the other.
type function struct {
	recovers bool
	steps    []step
}

type step struct {
	what int
	n    int
	f    *function
}

const (
	doLog = iota
	doCall
	doDefer
	doPanic
	doRecover
	doRepanic // recover, and panic again with the same value
	doExit
	doSteps
)

func randomFunction(r *rand.Rand, depth int, next *int) *function {
	f := &function{recovers: r.IntN(2) == 0}
	for range r.IntN(5) {
		*next++
		s := step{what: r.IntN(doSteps), n: *next}
		switch {
		case s.what == doExit && r.IntN(4) > 0, depth == 0 && (s.what == doCall || s.what == doDefer),
			!f.recovers && (s.what == doRecover || s.what == doRepanic):
			s.what = doLog
		case s.what == doCall, s.what == doDefer:
			s.f = randomFunction(r, depth-1, next)
		}
		f.steps = append(f.steps, s)
	}
	return f
}

// real runs a function by Go's own defer, panic and recover.
func (f *function) real(log *[]string) {
	for _, s := range f.steps {
		switch s.what {
		case doLog:
			*log = append(*log, fmt.Sprint("log ", s.n))
		case doCall:
			s.f.real(log)
			*log = append(*log, fmt.Sprint("back ", s.n))
		case doDefer:
			defer s.f.real(log)
		case doPanic:
			panic(s.n)
		case doRecover:
			*log = append(*log, fmt.Sprint("recovered ", recover()))
		case doRepanic:
			if x := recover(); x != nil {
				panic(x)
			}
		case doExit:
			runtime.Goexit()
		}
	}
}

// lowered runs a function as lowered code does.
func (f *function) lowered(log *[]string) {
	var rc *Recover
	if f.recovers {
		rc = Recoverer()
	}
	ds := NewDefers()
	defer func() { ds.Run(recover()) }()
	for _, s := range f.steps {
		switch s.what {
		case doLog:
			*log = append(*log, fmt.Sprint("log ", s.n))
		case doCall:
			s.f.lowered(log)
			*log = append(*log, fmt.Sprint("back ", s.n))
		case doDefer:
			if s.f.recovers {
				ds.PushArmed(func() { s.f.lowered(log) })
			} else {
				ds.Push(func() { s.f.lowered(log) })
			}
		case doPanic:
			Panic(s.n)
		case doRecover:
			*log = append(*log, fmt.Sprint("recovered ", rc.Recover()))
		case doRepanic:
			if x := rc.Recover(); x != nil {
				Panic(x)
			}
		case doExit:
			runtime.Goexit()
		}
	}
	ds.RunDefers()
}

// run runs a function on a goroutine of its own and logs how it ended.
func run(f func(log *[]string)) []string {
	var log []string
	done := make(chan struct{})
	go func() {
		defer close(done)
		returned := false
		defer func() {
			if x := recover(); x != nil {
				log = append(log, fmt.Sprint("panic ", x))
			} else if !returned {
				log = append(log, "exit")
			}
		}()
		f(&log)
		returned = true
		log = append(log, "returned")
	}()
	<-done
	return log
}

// Random nests of functions that defer, panic, recover and exit do what Go does.
func TestDefersAsGoDoes(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 5))
	ends := map[string]int{}
	for i := range 30000 {
		n := 0
		f := randomFunction(r, 4, &n)
		want := run(f.real)
		require.Equal(t, want, run(f.lowered), "program %d: %s", i, f)
		ends[want[len(want)-1][:4]]++
	}
	assert.Zero(t, panicking.Load())
	goroutines.Range(func(any, any) bool { t.Error("a goroutine is remembered"); return false })
	for _, end := range []string{"retu", "pani", "exit"} {
		assert.Positive(t, ends[end], end)
	}
}

func (f *function) String() string {
	s := "{"
	for _, x := range f.steps {
		s += []string{" log", " call", " defer", " panic", " recover", " repanic", " exit"}[x.what] + fmt.Sprint(x.n)
		if x.f != nil {
			s += x.f.String()
		}
	}
	return s + " }"
}

// Run says whether the function was recovered, so that it returns its results.
func TestRunTellsRecovery(t *testing.T) {
	f := func(recovers bool) (recovered bool) {
		ds := NewDefers()
		defer func() { recovered = ds.Run(recover()) }()
		ds.PushArmed(func() {
			if recovers {
				assert.EqualError(t, Recoverer().Recover().(error), "runtime error: index out of range")
			}
		})
		panic("reflect: slice index out of range")
	}
	assert.True(t, f(true))
	assert.PanicsWithValue(t, "reflect: slice index out of range", func() { f(false) })
	assert.Nil(t, Recoverer().Recover())
}

type leaving struct{}

func (leaving) Uncatchable() {}

func TestNothingRecoversFromLeaving(t *testing.T) {
	ran := false
	assert.PanicsWithValue(t, leaving{}, func() {
		ds := NewDefers()
		defer func() { ds.Run(recover()) }()
		ds.PushArmed(func() { ran = Recoverer().Recover() == nil })
		panic(leaving{})
	})
	assert.True(t, ran)
}

// A recursion without end is found while the stack still has room.
func TestDeep(t *testing.T) {
	assert.False(t, LargeStacks(false) && Deep())
	var down func(n int) int
	down = func(n int) int {
		if n%100 == 0 {
			Unwind()
			if LargeStacks(false) && Deep() {
				return n
			}
		}
		return down(n + 1)
	}
	found := make(chan int)
	go func() { found <- down(1) }()
	assert.Greater(t, <-found, 20_000)
}
