package display

import (
	"context"
	"errors"
	"fmt"

	"github.com/udl-go/lab/udl"
)

// Show shows the values one after the other where ctx shows values: in a
// notebook's cell, otherwise as text on the context's printer.
//
// The error names methods that panicked while a value was drawn; what could be
// drawn is shown all the same.
func Show(ctx context.Context, v ...any) error {
	var errs []error
	for _, x := range v {
		errs = append(errs, put(ctx, "", false, x))
	}
	return errors.Join(errs...)
}

// ShowAs shows v at a new place named id, which Update can replace later.
func ShowAs(ctx context.Context, id string, v any) error {
	if id == "" {
		return fmt.Errorf("display: ShowAs: empty id: %w", udl.ErrRange)
	}
	return put(ctx, id, false, v)
}

// Update replaces what ShowAs showed at the place named id.
func Update(ctx context.Context, id string, v any) error {
	if id == "" {
		return fmt.Errorf("display: Update: empty id: %w", udl.ErrRange)
	}
	return put(ctx, id, true, v)
}

// Clear empties the output of the cell as soon as something new is shown, so that
// what is drawn again and again does not flicker. Outside a notebook it does
// nothing.
func Clear(ctx context.Context) { udl.ClearFrom(ctx)(true) }

func put(ctx context.Context, id string, update bool, v any) error {
	b, err := render(v)
	udl.DisplayFrom(ctx)(b, id, update)
	return err
}
