package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"

	"github.com/spf13/cobra"

	"github.com/udl-go/lab/compute"
)

func doctorCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "doctor",
		Short: "Say what is wrong with this installation",
		Long: `Look at everything that a notebook needs: the kernel, its sockets, Jupyter and what
Jupyter knows of the kernel, the data sets, the folders. What is wrong comes with
the command that mends it, and the exit status is then 1.

The whole text is what a bug report should hold.`,
		Args: exactly(0),
		RunE: func(c *cobra.Command, _ []string) error {
			d := doctor{out: c.OutOrStdout()}
			d.versions()
			d.examine(c.Context())
			if d.bad > 0 {
				return fmt.Errorf("doctor: %d of %d checks failed", d.bad, d.done)
			}
			_, err := fmt.Fprintf(d.out, "\nnothing is wrong: %d checks\n", d.done)
			return err
		},
	}
}

// doctor examines an installation and prints what it finds.
type doctor struct {
	out       io.Writer
	done, bad int
}

func (d *doctor) versions() {
	d.fact("udl", version())
	d.fact("Go", fmt.Sprintf("%s %s/%s, %d threads", runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.GOMAXPROCS(0)))
	d.fact("numbers run on", strings.Join(compute.Implementations(), "; "))
	for _, name := range []string{"UDL_CPU", "UDL_DATA", "UDL_HISTORY", "UDL_MEMORY", "GOMEMLIMIT", "GOMAXPROCS", "JUPYTER_PATH", "JUPYTER_DATA_DIR"} {
		if v, ok := os.LookupEnv(name); ok {
			d.fact(name, v)
		}
	}
	fmt.Fprintln(d.out)
}

func (d *doctor) fact(name, value string) { fmt.Fprintf(d.out, "%-16s %s\n", name, withoutHome(value)) }

// remark is a finding that is no fault.
type remark struct{ error }

// examine performs the checks, in the order in which a first notebook needs them.
func (d *doctor) examine(ctx context.Context) {
	d.check("a cell runs", func() (string, error) { return runsCell(ctx) })
	d.check("sockets", opensSockets)
	jupyter, prefix := findJupyter()
	d.check("Jupyter", func() (string, error) {
		if jupyter == "" {
			return "", orElse(remark{errors.New("there is none on the PATH; udl run works without")}, "pip install jupyterlab")
		}
		return jupyter, nil
	})
	for _, f := range d.installed(prefix) {
		d.check("installed", func() (string, error) { return looksAt(ctx, f) })
	}
	for _, set := range dataSets(ctx) {
		d.check("data: "+set.name, func() (string, error) { return set.where, set.err })
	}
	d.check("history", keepsHistory)
}

// check performs one and prints what it says.
func (d *doctor) check(name string, f func() (string, error)) {
	d.done++
	text, err := f()
	mark := "ok  "
	if err != nil {
		mark, text = "BAD ", err.Error()
		if r := (remark{}); errors.As(err, &r) {
			mark = "note"
		} else {
			d.bad++
		}
	}
	fmt.Fprintf(d.out, "%s  %-14s %s\n", mark, name, withoutHome(text))
	if s := (stepError{}); errors.As(err, &s) {
		fmt.Fprintf(d.out, "%-20s next: %s\n", "", s.next)
	}
}

// withoutHome writes ~ for the user's folder: a report tells no names.
func withoutHome(text string) string {
	if home, err := os.UserHomeDir(); err == nil && len(home) > 1 {
		return strings.ReplaceAll(text, home, "~")
	}
	return text
}
