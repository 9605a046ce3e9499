package testutil

import (
	"context"
	"fmt"
	"os"
	"testing"

	"github.com/udl-go/lab/udl/dataset"
)

// MNIST returns the MNIST digits where they can be found. Elsewhere it returns
// drawn digits of the same format, fewer of them, and says so: in the test's log
// and as a line of the file named by the environment variable UDL_TEST_NOTES,
// from which the summary of a whole run is made.
func MNIST(t testing.TB) (train, test *dataset.Images) {
	t.Helper()
	train, test, err := dataset.MNIST(context.Background())
	if err == nil {
		return train, test
	}
	note := fmt.Sprintf("%s runs on drawn digits, not on MNIST: %v", t.Name(), err)
	t.Log("NOTE: " + note)
	if path := os.Getenv("UDL_TEST_NOTES"); path != "" {
		if err := addLine(path, fmt.Sprintf("%s runs on drawn digits, MNIST is missing", t.Name())); err != nil {
			t.Errorf("UDL_TEST_NOTES: %v", err)
		}
	}
	return Digits(2000, "train"), Digits(500, "test")
}

// addLine appends a line to a file that several processes may write to.
func addLine(path, line string) error {
	f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	if _, err := f.WriteString(line + "\n"); err != nil {
		f.Close() // the first error counts
		return err
	}
	return f.Close()
}
