package main

import (
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"
)

// usageError is a mistake in the command line.
type usageError struct {
	error
	command string
}

func usage(c *cobra.Command, err error) error { return usageError{err, c.CommandPath()} }

// stepError is a failure with something to do about it.
type stepError struct {
	error
	next string
}

func (e stepError) Unwrap() error { return e.error }

// orElse adds the next step to an error; nil stays nil.
func orElse(err error, next string) error {
	if err == nil {
		return nil
	}
	return stepError{err, next}
}

// report prints what went wrong and returns the exit status.
func report(w io.Writer, err error) int {
	if err == nil {
		return 0
	}
	fmt.Fprintf(w, "udl: %v\n", err)
	var wrong usageError
	if errors.As(err, &wrong) {
		fmt.Fprintf(w, "     see: %s --help\n", wrong.command)
		return 2
	}
	var step stepError
	if errors.As(err, &step) {
		fmt.Fprintf(w, "     next: %s\n", step.next)
	}
	return 1
}
