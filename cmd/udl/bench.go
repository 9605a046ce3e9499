package main

import (
	"encoding/json"
	"fmt"
	"io"
	"runtime"

	"github.com/spf13/cobra"

	"github.com/udl-go/lab/cmd/udl/internal/bench"
)

func benchCommand() *cobra.Command {
	var threads, passes int
	var asJSON, list bool
	c := &cobra.Command{
		Use:   "bench [NAME...]",
		Short: "Measure the library on this machine",
		Long: `Measures fixed workloads, all of them or those named. A name may be the
beginning of several, such as sgemm. A pass is one run of the workload, or as many as
last a tenth of a second; the result is the time of one run in the fastest pass.`,
		Example: `  udl bench --list
  udl bench sgemm --threads 1 --json`,
		ValidArgs: bench.Names(),
		RunE: func(c *cobra.Command, names []string) error {
			workloads, err := bench.Choose(names)
			if err != nil {
				return usage(c, fmt.Errorf("bench: %w", err))
			}
			if threads < 1 || passes < 1 {
				return usage(c, fmt.Errorf("bench: --threads and --passes want at least 1"))
			}
			if list {
				return listWorkloads(c.OutOrStdout(), workloads)
			}
			ctx, done := untilInterrupted(c.Context())
			defer done()
			var results []bench.Result
			for _, w := range workloads {
				r, err := bench.Measure(ctx, w, threads, passes)
				if err != nil {
					return err
				}
				if err := printResult(c.OutOrStdout(), r, asJSON); err != nil {
					return err
				}
				results = append(results, r)
			}
			if asJSON {
				return nil
			}
			for _, line := range bench.Shares(results) {
				fmt.Fprintln(c.OutOrStdout(), line)
			}
			return nil
		},
	}
	c.Flags().IntVar(&threads, "threads", runtime.GOMAXPROCS(0), "threads to compute on")
	c.Flags().IntVar(&passes, "passes", 5, "timed passes, of which the fastest counts")
	c.Flags().BoolVar(&asJSON, "json", false, "print one JSON object a line")
	c.Flags().BoolVar(&list, "list", false, "say what the workloads are")
	return c
}

func printResult(w io.Writer, r bench.Result, asJSON bool) error {
	if asJSON {
		return json.NewEncoder(w).Encode(r)
	}
	_, err := fmt.Fprintln(w, r)
	return err
}

func listWorkloads(w io.Writer, workloads []bench.Workload) error {
	for _, l := range workloads {
		if _, err := fmt.Fprintf(w, "%-19s %s\n", l.Name, l.About); err != nil {
			return err
		}
	}
	return nil
}
