package kernel_test

import (
	"fmt"
	"os"
	"testing"

	"github.com/udl-go/lab/kernel/worker"
)

// The test binary is its own worker, when its argument says so.
const workerArg = "worker"

func TestMain(m *testing.M) {
	if len(os.Args) == 2 && os.Args[1] == workerArg {
		if err := worker.Main(); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	// The interpreter races by design when a goroutine that waits for a lock is
	// left behind; its reports would be output of cells. Races of the supervisor,
	// which is this process, are reported as ever.
	os.Setenv("GORACE", "log_path="+os.DevNull)
	os.Exit(m.Run())
}
