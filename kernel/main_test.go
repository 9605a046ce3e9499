package kernel_test

import (
	"fmt"
	"os"
	"testing"

	"github.com/udl-go/lab/kernel/worker"
)

// The test binary is its own worker.
const workerEnv = "UDL_TEST_WORKER"

func TestMain(m *testing.M) {
	if os.Getenv(workerEnv) != "" {
		if err := worker.Main(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Setenv(workerEnv, "1")
	os.Exit(m.Run())
}
