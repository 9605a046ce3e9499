package widget

import (
	"context"
	"fmt"
	"sync/atomic"

	"github.com/udl-go/lab/udl"
	"github.com/udl-go/lab/udl/display"
)

var places atomic.Int64

// Interact shows controls and, below them, what f returns; when the user moves a
// control, f is called anew and what it returns replaces what was there. Calls do
// not overlap; a call that takes long holds back the next cell, and an interrupt
// ends it as it ends a cell.
//
// The error wraps udl.ErrRange for a control that was made of impossible values.
func Interact(ctx context.Context, f func() any, controls ...Control) error {
	if f == nil {
		return fmt.Errorf("widget: Interact: no function: %w", udl.ErrRange)
	}
	id := fmt.Sprintf("udl-interact-%d", places.Add(1))
	changed := func() { _ = display.Update(ctx, id, f()) } // what cannot be drawn says so itself
	for _, c := range controls {
		if err := show(ctx, c, changed); err != nil {
			return err
		}
	}
	return display.ShowAs(ctx, id, f())
}
