package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/spf13/cobra"

	"github.com/udl-go/lab/internal/atomicfile"
	"github.com/udl-go/lab/internal/notebook"
	"github.com/udl-go/lab/internal/notebook/page"
)

// runFlags are the flags of udl run.
type runFlags struct {
	out, html   string
	names       []string // of the results, as they were given
	echo        string
	allowErrors bool
}

func runCommand() *cobra.Command {
	var f runFlags
	c := &cobra.Command{
		Use:   "run IN.ipynb -o OUT.ipynb",
		Short: "Run a notebook without Jupyter",
		Long: `Run the cells of a notebook in order, in the folder of the notebook, and write it
with its outputs. The kernel is the one that Jupyter uses.

Ctrl-C interrupts the running cell, a second Ctrl-C ends the run. When a cell
fails, the notebook is written as far as it got and the exit status is 1.`,
		Example: `  udl run lesson.ipynb -o out/lesson.ipynb
  udl run lesson.ipynb -o out/lesson.ipynb --html out/lesson.html
  udl run lesson.ipynb --html lesson.html --echo '^accuracy:'`,
		Args: exactly(1),
		RunE: func(c *cobra.Command, args []string) error {
			if f.out == "" && f.html == "" {
				return usage(c, errors.New("run: say where the result goes, with -o OUT.ipynb, --html FILE or both"))
			}
			if err := f.run(c, args[0]); err != nil {
				return fmt.Errorf("run: %w", err)
			}
			return nil
		},
	}
	c.Flags().StringVarP(&f.out, "output", "o", "", "write the executed notebook here")
	c.Flags().StringVar(&f.html, "html", "", "write a page here that needs no other file")
	c.Flags().StringVar(&f.echo, "echo", "", "in the end print the lines of the cells' output that match this `REGEX`")
	c.Flags().BoolVar(&f.allowErrors, "allow-errors", false, "go on after a cell that fails")
	return c
}

func (f runFlags) run(c *cobra.Command, in string) error {
	echo, err := regexp.Compile(f.echo)
	if err != nil {
		return usage(c, fmt.Errorf("--echo: %w", err))
	}
	nb, err := notebook.ReadFile(in)
	if err != nil {
		return err
	}
	if err := f.prepare(in); err != nil {
		return err
	}
	ran := f.execute(c, nb)
	var bad *notebook.CellError
	if ran != nil && !errors.As(ran, &bad) {
		return ran
	}
	if err := f.write(nb, in); err != nil {
		return err
	}
	if f.echo != "" {
		for _, line := range nb.Lines(echo) {
			fmt.Fprintln(c.OutOrStdout(), line)
		}
	}
	names := strings.Join(f.names, " and ")
	if bad != nil {
		fmt.Fprintln(c.ErrOrStderr(), strings.Join(bad.Failure.Traceback, "\n"))
		return orElse(ran, "see the cell in "+names+", or go on past it with --allow-errors")
	}
	_, err = fmt.Fprintf(c.OutOrStdout(), "wrote %s\n", names)
	return err
}

// prepare makes the paths absolute, finds out at once whether the results can be
// written, and goes to the notebook's folder, as Jupyter does.
func (f *runFlags) prepare(in string) error {
	for _, path := range []*string{&f.out, &f.html} {
		if *path == "" {
			continue
		}
		f.names = append(f.names, *path)
		abs, err := filepath.Abs(*path)
		if err != nil {
			return err
		}
		*path = abs
		if err := writable(filepath.Dir(abs)); err != nil {
			return orElse(err, "choose another folder with -o or --html")
		}
	}
	return os.Chdir(filepath.Dir(in))
}

// writable makes a folder and tries to write in it.
func writable(dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("cannot make the folder: %w", err)
	}
	probe, err := os.CreateTemp(dir, ".udl-*")
	if err != nil {
		return fmt.Errorf("cannot write in the folder: %w", err)
	}
	probe.Close()
	return os.Remove(probe.Name())
}

// execute runs the notebook with a bar on standard error.
func (f runFlags) execute(c *cobra.Command, nb *notebook.Notebook) error {
	ctx, interrupt, done := interrupts(c.Context())
	defer done()
	host := &kernelHost{}
	defer host.close()
	b := newBar(c.ErrOrStderr())
	defer b.close()
	err := notebook.Run(ctx, nb, notebook.Options{
		Start: host.start, AllowErrors: f.allowErrors, Interrupt: interrupt, Progress: b.progress,
	})
	if errors.Is(err, context.Canceled) {
		return orElse(errors.New("stopped; nothing was written"), "run it again")
	}
	return err
}

// write writes what was asked for.
func (f runFlags) write(nb *notebook.Notebook, in string) error {
	if f.out != "" {
		if err := nb.WriteFile(f.out); err != nil {
			return err
		}
	}
	if f.html == "" {
		return nil
	}
	title := strings.TrimSuffix(filepath.Base(in), filepath.Ext(in))
	o := page.Options{Title: title, Files: os.DirFS(".")}
	return atomicfile.Write(f.html, func(w io.Writer) error { return page.Write(w, nb, o) })
}
