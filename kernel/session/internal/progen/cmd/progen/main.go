// Command progen checks generated programs with the Go toolchain: all must
// compile, end soon and print the same twice. With -show it prints one program,
// with -cells as the cells of a notebook, with -o it writes what they print.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"regexp"
	"strings"
	"time"

	"github.com/udl-go/lab/kernel/session/internal/progen"
	"github.com/udl-go/lab/kernel/session/internal/progen/realgo"
)

func main() {
	n := flag.Int("n", 200, "how many programs")
	seed := flag.Uint64("seed", 1, "the first seed")
	show := flag.Bool("show", false, "print the program of the seed")
	cells := flag.Bool("cells", false, "print the cells of the seed")
	out := flag.String("o", "", "write the outputs to this file")
	compare := flag.Bool("fuzz", false, "compare sessions with real Go")
	limit := flag.Duration("for", 0, "with -fuzz, stop after this time")
	small := flag.Bool("shrink", false, "with -fuzz, make programs that differ small")
	flag.Parse()
	p := progen.Generate(*seed)
	switch {
	case *show:
		fmt.Print(p.Source())
	case *cells:
		fmt.Println(strings.Join(p.Cells(), "\n// ---\n"))
	case *compare:
		if err := fuzz(context.Background(), *seed, *n, *limit, *small); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	default:
		if err := check(context.Background(), *seed, *n, *out); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
}

// address finds what looks like the address of a function or of a value.
var address = regexp.MustCompile(`\b0x([45][0-9a-f]{5}|c000[0-9a-f]{6})\b`)

// check builds and runs n programs twice.
func check(ctx context.Context, seed uint64, n int, out string) error {
	var programs []*progen.Program
	for i := range n {
		programs = append(programs, progen.Generate(seed+uint64(i)))
	}
	b, err := realgo.Build(ctx, programs)
	if err != nil {
		return err
	}
	defer b.Close()
	bad, size := 0, 0
	var slowest time.Duration
	corpus := progen.Corpus{First: seed}
	for i, p := range programs {
		first, second := b.Run(ctx, i), b.Run(ctx, i)
		slowest = max(slowest, first.Took)
		size += len(first.Output)
		corpus.Outputs = append(corpus.Outputs, first.Output)
		switch {
		case first.Err != nil:
			fmt.Printf("seed %d: %v\n", p.Seed, first.Err)
		case first.Output != second.Output:
			fmt.Printf("seed %d: two runs differ: %s\n", p.Seed, progen.FirstDifference(first.Output, second.Output))
		case first.Took > time.Second || first.Output == "" || address.MatchString(first.Output):
			fmt.Printf("seed %d: took %v, printed %d bytes\n", p.Seed, first.Took, len(first.Output))
		default:
			continue
		}
		bad++
	}
	fmt.Printf("%d programs, %d bad, slowest %v, %d bytes of output each\n", n, bad, slowest, size/n)
	if bad > 0 {
		return fmt.Errorf("progen: %d of %d programs are no use", bad, n)
	}
	if out != "" {
		return corpus.Write(out)
	}
	return nil
}
