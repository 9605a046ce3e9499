package main

import "github.com/spf13/cobra"

func kernelCommand() *cobra.Command {
	return group("kernel", "Install and run the Jupyter kernel", kernelInstallCommand(), kernelRunCommand(), kernelWorkerCommand())
}
