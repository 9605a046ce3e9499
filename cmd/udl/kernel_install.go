package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/udl-go/lab/cmd/udl/internal/kernelspec"
	"github.com/udl-go/lab/udl/dataset/fetch"
	"github.com/udl-go/lab/udl/display"
)

// installFlags are the flags of udl kernel install.
type installFlags struct {
	user, sysPrefix bool
	prefix, name    string
}

func kernelInstallCommand() *cobra.Command {
	var f installFlags
	c := &cobra.Command{
		Use:   "install",
		Short: "Make Go a language of Jupyter",
		Long: `Tell Jupyter about the kernel, which is this very binary, and put the MNIST digits
into the cache, so that the first notebook has data.

Without a flag the kernel is installed for the user.`,
		Example: `  udl kernel install                       for the user
  udl kernel install --sys-prefix          for the active Python environment
  udl kernel install --prefix /usr/local   for everybody`,
		Args: exactly(0),
		RunE: func(c *cobra.Command, _ []string) error {
			if places(f.user, f.sysPrefix, f.prefix != "") > 1 {
				return usage(c, errors.New("kernel install: choose one of --user, --sys-prefix and --prefix"))
			}
			if err := f.run(c); err != nil {
				return fmt.Errorf("kernel install: %w", err)
			}
			return nil
		},
	}
	c.Flags().BoolVar(&f.user, "user", false, "install for the user (the default)")
	c.Flags().BoolVar(&f.sysPrefix, "sys-prefix", false, "install for the active Python environment")
	c.Flags().StringVar(&f.prefix, "prefix", "", "install in share/jupyter/kernels below this folder")
	c.Flags().StringVar(&f.name, "name", "udl", "name of the kernel")
	return c
}

// places counts the places that flags name.
func places(named ...bool) (n int) {
	for _, yes := range named {
		if yes {
			n++
		}
	}
	return n
}

func (f installFlags) run(c *cobra.Command) error {
	data, err := f.dataDir()
	if err != nil {
		return err
	}
	exe, err := program()
	if err != nil {
		return err
	}
	dir, err := kernelspec.Install(data, f.name, exe)
	if err != nil {
		return orElse(err, "choose another folder with --user, --sys-prefix or --prefix DIR")
	}
	fmt.Fprintf(c.OutOrStdout(), "the kernel is in %s\n", dir)
	ctx, done := untilInterrupted(c.Context())
	defer done()
	if cache, err := fetch.Get(ctx, "mnist", display.TextBar(c.ErrOrStderr())); err != nil {
		fmt.Fprintf(c.ErrOrStderr(), "udl: warning: MNIST is not in the cache: %v\n     next: udl data get mnist\n", err)
		if errors.Is(err, context.Canceled) {
			return err
		}
	} else {
		fmt.Fprintf(c.OutOrStdout(), "the MNIST digits are in %s\n", cache)
	}
	_, err = fmt.Fprintln(c.OutOrStdout(), "next: jupyter lab, and choose Go in the launcher")
	return err
}

func (f installFlags) dataDir() (string, error) {
	switch {
	case f.prefix != "":
		abs, err := filepath.Abs(f.prefix)
		return kernelspec.PrefixDir(abs), err
	case f.sysPrefix:
		prefix, err := kernelspec.SysPrefix()
		return kernelspec.PrefixDir(prefix), err
	}
	return kernelspec.UserDir()
}

// program returns the path of this binary, which Jupyter will run. One that go
// run has built is gone by then.
func program() (string, error) {
	exe, err := os.Executable()
	if err != nil {
		return "", err
	}
	if path := filepath.ToSlash(exe); strings.Contains(path, "/go-build") && strings.Contains(path, "/exe/") {
		return "", orElse(errors.New("this binary was built by go run and vanishes when it ends"), "build it first: go install ./cmd/udl")
	}
	return exe, nil
}
