package dataset

import (
	"context"
	"fmt"
	"os"
	"runtime"
	"strconv"

	"github.com/udl-go/lab/udl"
)

// browserRows is how much of a set a browser trains on in acceptable time.
const browserRows = 2000

// Budget returns how many of n rows this machine should use, and prints it as
// one line to the context's printer: all of them natively, at most 2000 in the
// browser. The environment variable UDL_BUDGET overrides both.
func Budget(ctx context.Context, n int) int {
	rows, why := budget(n, runtime.GOOS, os.Getenv("UDL_BUDGET"))
	w := udl.PrinterFrom(ctx)
	if rows == n {
		fmt.Fprintf(w, "data budget: all %d rows%s\n", n, why)
	} else {
		fmt.Fprintf(w, "data budget: %d of %d rows%s\n", rows, n, why)
	}
	return rows
}

func budget(n int, system, env string) (rows int, why string) {
	if env != "" {
		k, err := strconv.Atoi(env)
		if err == nil && k > 0 {
			return min(n, k), " (UDL_BUDGET)"
		}
		why = fmt.Sprintf(" (UDL_BUDGET=%q is not a positive number)", env)
	}
	if system == "js" && n > browserRows {
		return browserRows, " (in the browser)" + why
	}
	return n, why
}
