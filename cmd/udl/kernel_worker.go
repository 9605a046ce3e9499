package main

import (
	"github.com/spf13/cobra"

	"github.com/udl-go/lab/kernel/worker"
)

// kernelWorkerCommand is the process in which cells run; the kernel starts it.
func kernelWorkerCommand() *cobra.Command {
	return &cobra.Command{
		Use:    "worker",
		Short:  "Run cells for a kernel",
		Hidden: true,
		Args:   exactly(0),
		RunE:   func(*cobra.Command, []string) error { return worker.Main() },
	}
}
