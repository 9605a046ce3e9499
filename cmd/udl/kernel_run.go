package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/udl-go/lab/kernel"
)

func kernelRunCommand() *cobra.Command {
	var file, history, memory string
	c := &cobra.Command{
		Use:     "run -f FILE",
		Short:   "Run a kernel on the sockets of a connection file, as Jupyter does",
		Args:    exactly(0),
		Example: "  udl kernel run -f connection.json",
		RunE: func(c *cobra.Command, _ []string) error {
			if file == "" {
				return usage(c, errors.New("kernel run: say which connection file with -f FILE"))
			}
			limit, err := kernel.ParseMemory(memory)
			if err != nil {
				return usage(c, fmt.Errorf("kernel run: --memory: %w", err))
			}
			exe, err := os.Executable()
			if err != nil {
				return fmt.Errorf("kernel run: %w", err)
			}
			o := kernel.ServeOptions{Command: []string{exe, "kernel", "worker"}, Version: version(), Log: c.ErrOrStderr(), History: history, Memory: limit}
			if err := kernel.Serve(c.Context(), file, o); err != nil {
				return orElse(fmt.Errorf("kernel run: %w", err), "Jupyter writes this file and starts the kernel: jupyter lab")
			}
			return nil
		},
	}
	c.Flags().StringVarP(&file, "connection-file", "f", "", "connection file")
	c.Flags().StringVar(&memory, "memory", os.Getenv("UDL_MEMORY"), "what a worker may take before it is ended, as 8GB, 50% or none (default 75%; also UDL_MEMORY)")
	c.Flags().StringVar(&history, "history", historyDir(), "folder that keeps the cells for later kernels; empty for none")
	return c
}
