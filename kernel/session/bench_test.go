package session_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/udl-go/lab/kernel/session"
)

// A session from nothing to the end of its first cell.
func BenchmarkFirstCell(b *testing.B) {
	for b.Loop() {
		s, err := session.New(session.Options{})
		if err != nil {
			b.Fatal(err)
		}
		execute(b, s, 1, "import \"fmt\"\nfmt.Println(1)")
	}
}

// A trivial cell of a session that is new, and of one after 500 cells of
// declarations that build on each other.
func BenchmarkTrivialCell(b *testing.B) {
	for _, before := range []int{0, 500} {
		b.Run(fmt.Sprintf("after %d cells", before), func(b *testing.B) {
			s, err := session.New(session.Options{})
			if err != nil {
				b.Fatal(err)
			}
			execute(b, s, 1, "import \"fmt\"\ntype T0 struct{ N int }\nfunc f0(t T0) int { return t.N }\nx := 1")
			for n := 1; n <= before; n++ {
				execute(b, s, n, fmt.Sprintf("type T%d struct{ Last *T%d; N int }\nfunc (t T%d) String() string { return fmt.Sprint(t.N) }\nvar v%d = T%d{N: %d}\nfunc f%d(t T%d) int { if t.Last != nil { return f%d(*t.Last) }; return t.N }", n, n-1, n, n, n, n, n, n, n-1))
			}
			n := before
			var took []time.Duration
			for b.Loop() {
				n++
				began := time.Now()
				execute(b, s, n, "x + 1")
				took = append(took, time.Since(began))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "ms/median")
		})
	}
}

func execute(b *testing.B, s *session.Session, n int, code string) {
	b.Helper()
	if f := s.Execute(context.Background(), session.Cell{Code: code, Number: n}, &recorder{}); f != nil {
		b.Fatal(f.Value)
	}
}

// The time from an interrupt to the end of the cell, in what it may be doing;
// training comes with its data, so that only the interrupt is measured.
func BenchmarkInterrupt(b *testing.B) {
	const prepare = `import ("context"; "time"; "sync"; "github.com/udl-go/lab/compute"; "github.com/udl-go/lab/udl/rbm")
func f(k int) { for { k++ } }
var wg sync.WaitGroup
X := compute.New(5000, 784)`
	for _, code := range []string{
		"for {}", "f(0)", "select {}", "ch := make(chan int)\nch <- 1", "ch := make(chan int)\n<-ch", "time.Sleep(time.Hour)",
		"m, _ := rbm.New(rbm.Config{NComponents: 500, NIter: 1000, Seed: 1})\nm.Fit(context.Background(), X)",
		"go func() { for {} }()\nfor {}",
	} {
		b.Run(code, func(b *testing.B) {
			s, err := session.New(session.Options{})
			if err != nil {
				b.Fatal(err)
			}
			execute(b, s, 1, prepare)
			var worst, sum time.Duration
			for b.Loop() {
				ctx, cancel := context.WithCancel(context.Background())
				var at time.Time
				time.AfterFunc(50*time.Millisecond, func() { at = time.Now(); cancel() })
				s.Execute(ctx, session.Cell{Code: code, Number: 2}, &recorder{})
				took := time.Since(at)
				sum, worst = sum+took, max(worst, took)
			}
			b.ReportMetric(float64(sum.Microseconds())/1000/float64(b.N), "ms/interrupt")
			b.ReportMetric(float64(worst.Microseconds())/1000, "ms/worst")
		})
	}
}
