package gotest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

// All checks the tests that are not excluded, n at a time, each with a Runner of
// its own and at most limit of time, and returns what failed. A Runner that does
// not heed its context is left behind: a test that hangs must not end the rest.
func All(ctx context.Context, tests []Test, newRunner func() Runner, n int, limit time.Duration) map[string]error {
	failed := map[string]error{}
	var mu sync.Mutex
	var wg sync.WaitGroup
	slots := make(chan struct{}, max(1, n))
	for _, t := range tests {
		if t.Excluded != "" {
			continue
		}
		slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-slots }()
			if err := t.within(ctx, newRunner(), limit); err != nil {
				mu.Lock()
				defer mu.Unlock()
				failed[t.Name] = err
			}
		})
	}
	wg.Wait()
	return failed
}

// grace is how long a Runner may take to notice that its time is over.
const grace = time.Second

func (t Test) within(ctx context.Context, r Runner, limit time.Duration) error {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	done := make(chan error, 1)
	go func() { done <- t.Check(ctx, r) }()
	select {
	case err := <-done:
		return err
	case <-time.After(limit + grace):
		return fmt.Errorf("%s: %w", t.Name, context.DeadlineExceeded)
	}
}

// Wrong returns how many of the failures are wrong output in silence.
func Wrong(failed map[string]error) (n int) {
	for _, err := range failed {
		if errors.Is(err, ErrWrong) {
			n++
		}
	}
	return n
}
