package main

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"
)

// execute runs the command line and returns the exit status.
func execute(args []string, stdout, stderr io.Writer) int {
	root := newRoot()
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	return report(stderr, root.ExecuteContext(context.Background()))
}

func newRoot() *cobra.Command {
	root := group("udl", "A laboratory for unsupervised deep learning in Go.",
		kernelCommand(), runCommand(), dataCommand(), courseCommand(), benchCommand(), doctorCommand(), versionCommand())
	root.Long = `A laboratory for unsupervised deep learning in Go: a library of models, a Jupyter
kernel for Go, and a course that also runs in the browser.`
	root.Example = `  udl kernel install                 make Go a language of Jupyter
  udl run a.ipynb -o out/a.ipynb     run a notebook without Jupyter
  udl data get mnist                 put a data set into the cache`
	root.SilenceErrors, root.SilenceUsage = true, true
	root.CompletionOptions.HiddenDefaultCmd = true
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error { return usage(c, err) })
	return root
}

// group returns a command that only holds others.
func group(use, short string, commands ...*cobra.Command) *cobra.Command {
	c := &cobra.Command{Use: use, Short: short, Args: cobra.ArbitraryArgs}
	c.RunE = func(c *cobra.Command, args []string) error {
		if len(args) == 0 {
			return c.Help()
		}
		err := fmt.Errorf("there is no command %q", args[0])
		if near := c.SuggestionsFor(args[0]); len(near) > 0 {
			err = fmt.Errorf("%w; did you mean %q?", err, near[0])
		}
		return usage(c, err)
	}
	c.SuggestionsMinimumDistance = 2
	c.AddCommand(commands...)
	return c
}

// exactly makes a command refuse any other number of arguments.
func exactly(n int) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if len(args) == n {
			return nil
		}
		want := "no argument"
		if n > 0 {
			want = fmt.Sprintf("%d argument", n)
		}
		return usage(c, fmt.Errorf("%s wants %s, got %d", c.Name(), want, len(args)))
	}
}
