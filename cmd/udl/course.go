package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/udl-go/lab/course/build"
)

func courseCommand() *cobra.Command {
	return group("course", "Build the course", courseBuildCommand())
}

func courseBuildCommand() *cobra.Command {
	var dir string
	c := &cobra.Command{
		Use:   "build -o DIR",
		Short: "Build the pages that run in the browser, without a server behind them",
		Args:  exactly(0),
		Example: `  udl course build -o site
  python3 -m http.server -d site     any server of files will do`,
		RunE: func(c *cobra.Command, _ []string) error {
			if dir == "" {
				return usage(c, fmt.Errorf("course build: say where the pages go with -o DIR"))
			}
			ctx, done := untilInterrupted(c.Context())
			defer done()
			if err := build.Build(ctx, dir, build.Options{Log: c.ErrOrStderr()}); err != nil {
				return err
			}
			_, err := fmt.Fprintf(c.OutOrStdout(), "the course is in %s\n", dir)
			return err
		},
	}
	c.Flags().StringVarP(&dir, "output", "o", "", "folder of the pages")
	return c
}
