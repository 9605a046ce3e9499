package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/udl-go/lab/kernel"
)

func kernelRunCommand() *cobra.Command {
	var file, history string
	c := &cobra.Command{
		Use:     "run -f FILE",
		Short:   "Run a kernel on the sockets of a connection file, as Jupyter does",
		Args:    exactly(0),
		Example: "  udl kernel run -f connection.json",
		RunE: func(c *cobra.Command, _ []string) error {
			if file == "" {
				return usage(c, errors.New("kernel run: say which connection file with -f FILE"))
			}
			exe, err := os.Executable()
			if err != nil {
				return fmt.Errorf("kernel run: %w", err)
			}
			o := kernel.ServeOptions{Command: []string{exe, "kernel", "worker"}, Version: version(), Log: c.ErrOrStderr(), History: history}
			if err := kernel.Serve(c.Context(), file, o); err != nil {
				return orElse(fmt.Errorf("kernel run: %w", err), "Jupyter writes this file and starts the kernel: jupyter lab")
			}
			return nil
		},
	}
	c.Flags().StringVarP(&file, "connection-file", "f", "", "connection file")
	c.Flags().StringVar(&history, "history", historyDir(), "folder that keeps the cells for later kernels; empty for none")
	return c
}
