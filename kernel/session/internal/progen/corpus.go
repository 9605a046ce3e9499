package progen

import (
	"crypto/sha256"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
)

// Corpus holds what real Go prints for a run of seeds.
type Corpus struct {
	First   uint64
	Outputs []string
	Made    string // the digest of the programs that were run
}

// Programs returns the programs of the corpus.
func (c *Corpus) Programs() []*Program {
	var all []*Program
	for i := range c.Outputs {
		all = append(all, Generate(c.First+uint64(i)))
	}
	return all
}

// Digest tells one set of programs from another.
func (c *Corpus) Digest() string {
	h := sha256.New()
	for _, p := range c.Programs() {
		fmt.Fprintf(h, "%s\n%q\n", p.Source(), p.Cells())
	}
	return fmt.Sprintf("%x", h.Sum(nil)[:8])
}

// Write writes the corpus as text: a header, then the outputs as quoted lines.
func (c *Corpus) Write(path string) error {
	var b strings.Builder
	fmt.Fprintf(&b, "# command: go run ./kernel/session/internal/progen/cmd/progen -n %d -seed %d -o FILE\n", len(c.Outputs), c.First)
	fmt.Fprintf(&b, "# go: %s %s/%s\n", runtime.Version(), runtime.GOOS, runtime.GOARCH)
	fmt.Fprintf(&b, "# programs: %s\n", c.Digest())
	for i, out := range c.Outputs {
		fmt.Fprintf(&b, "seed %d\n", c.First+uint64(i))
		for line := range strings.Lines(out) {
			fmt.Fprintf(&b, "%s\n", strconv.Quote(line))
		}
	}
	if err := os.WriteFile(path, []byte(b.String()), 0o600); err != nil {
		return fmt.Errorf("progen: %w", err)
	}
	return nil
}

// ReadCorpus reads what Write wrote.
func ReadCorpus(text string) (*Corpus, error) {
	c := &Corpus{}
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		if seed, ok := strings.CutPrefix(line, "seed "); ok {
			n, err := strconv.ParseUint(seed, 10, 64)
			if err != nil {
				return nil, fmt.Errorf("progen: corpus: %w", err)
			}
			if len(c.Outputs) == 0 {
				c.First = n
			}
			c.Outputs = append(c.Outputs, "")
			continue
		}
		if made, ok := strings.CutPrefix(line, "# programs: "); ok {
			c.Made = made
		}
		if strings.HasPrefix(line, "#") || line == "" {
			continue
		}
		s, err := strconv.Unquote(line)
		if err != nil || len(c.Outputs) == 0 {
			return nil, fmt.Errorf("progen: corpus: %q is no quoted line", line)
		}
		c.Outputs[len(c.Outputs)-1] += s
	}
	return c, nil
}
