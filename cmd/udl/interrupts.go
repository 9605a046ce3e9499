package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

// interrupts turns the first Ctrl-C into a value on interrupt and the second, or
// a request to terminate, into the end of the context. Done stops listening.
func interrupts(parent context.Context) (ctx context.Context, interrupt <-chan struct{}, done func()) {
	ctx, cancel := context.WithCancel(parent)
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	first := make(chan struct{}, 1)
	go func() {
		defer cancel()
		for n := 0; ; n++ {
			select {
			case s := <-signals:
				if n > 0 || s != os.Interrupt {
					return
				}
				first <- struct{}{}
			case <-ctx.Done():
				return
			}
		}
	}()
	return ctx, first, func() {
		signal.Stop(signals)
		cancel()
	}
}

// untilInterrupted ends a context with Ctrl-C.
func untilInterrupted(parent context.Context) (context.Context, context.CancelFunc) {
	return signal.NotifyContext(parent, os.Interrupt, syscall.SIGTERM)
}
