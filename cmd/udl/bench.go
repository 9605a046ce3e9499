package main

import (
	"encoding/json"
	"fmt"
	"runtime"

	"github.com/spf13/cobra"

	"github.com/udl-go/lab/cmd/udl/internal/bench"
)

func benchCommand() *cobra.Command {
	c := group("bench", "Measure the library on this machine")
	for _, w := range bench.All() {
		c.AddCommand(workloadCommand(w))
	}
	return c
}

func workloadCommand(w bench.Workload) *cobra.Command {
	var threads, passes int
	var asJSON bool
	c := &cobra.Command{
		Use:     w.Name,
		Short:   w.About,
		Args:    exactly(0),
		Example: fmt.Sprintf("  udl bench %s --threads 1 --json", w.Name),
		RunE: func(c *cobra.Command, _ []string) error {
			ctx, done := untilInterrupted(c.Context())
			defer done()
			r, err := bench.Measure(ctx, w, threads, passes)
			if err != nil {
				return err
			}
			if asJSON {
				return json.NewEncoder(c.OutOrStdout()).Encode(r)
			}
			_, err = fmt.Fprintln(c.OutOrStdout(), r)
			return err
		},
	}
	c.Flags().IntVar(&threads, "threads", runtime.GOMAXPROCS(0), "threads to compute on")
	c.Flags().IntVar(&passes, "passes", 5, "timed passes, of which the fastest counts")
	c.Flags().BoolVar(&asJSON, "json", false, "print one JSON object a line")
	return c
}
