package main

import (
	"context"
	"fmt"
	"go/importer"
	"go/token"
	"time"

	"github.com/udl-go/lab/kernel/session/internal/progen"
	"github.com/udl-go/lab/kernel/session/internal/progen/live"
	"github.com/udl-go/lab/kernel/session/internal/progen/realgo"
)

// fuzz compares sessions with real Go, batch after batch, until n programs have
// run or the time is over.
func fuzz(ctx context.Context, seed uint64, n int, limit time.Duration, small bool) error {
	const batch = 40
	began, ran, differ, bad := time.Now(), 0, 0, 0
	var shrink *progen.Shrinker
	if small {
		shrink = &progen.Shrinker{Importer: importer.ForCompiler(token.NewFileSet(), "source", nil)}
	}
	for ran < n && (limit == 0 || time.Since(began) < limit) {
		from := seed + uint64(ran)
		last := from + uint64(min(batch, n-ran)) - 1
		found, err := progen.Compare(ctx, from, last, batch, live.Runner{}, realgo.Outputs, shrink)
		if err != nil {
			fmt.Printf("seeds %d to %d are no use: %.500v\n", from, last, err)
			bad++
		}
		for _, d := range found {
			fmt.Printf("=== %s\n\n", d)
		}
		ran += int(last - from + 1)
		differ += len(found)
		fmt.Printf("seeds %d to %d: %d programs, %d differ, %v\n", seed, last, ran, differ, time.Since(began).Round(time.Second))
	}
	if differ+bad > 0 {
		return fmt.Errorf("progen: %d of %d programs differ, %d batches were no use", differ, ran, bad)
	}
	return nil
}
