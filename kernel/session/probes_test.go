package session_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/kernel/session"
	"github.com/udl-go/lab/kernel/session/internal/probe"
	"github.com/udl-go/lab/udl"
)

// Every probe shows what its file says, which internal/goprobe has checked
// against real Go. UDL_PROBES names other files to try.
func TestProbes(t *testing.T) {
	pattern := filepath.Join("testdata", "probes", "*.txt")
	if p := os.Getenv("UDL_PROBES"); p != "" {
		pattern = p
	}
	files, err := filepath.Glob(pattern)
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, name := range files {
		text, err := os.ReadFile(name)
		require.NoError(t, err)
		f, err := probe.Parse(name, string(text))
		require.NoError(t, err)
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txt"), func(t *testing.T) {
			t.Parallel()
			for _, p := range f.Probes {
				t.Run(p.Name, func(t *testing.T) { runProbe(t, p) })
			}
		})
	}
}

func runProbe(t *testing.T, p *probe.Probe) {
	s, err := session.New(session.Options{})
	require.NoError(t, err)
	rec := &shows{}
	for i, code := range p.Cells {
		ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
		f := s.Execute(ctx, session.Cell{Code: code, Number: i + 1}, rec)
		cancel()
		if f != nil {
			rec.Error(f.Name + ": " + strings.Join(append([]string{f.Value}, f.Traceback...), "\n"))
		}
	}
	if diff := rec.Diff(p.Want); diff != "" {
		t.Errorf("%s: %s\n%s", p.Where(), diff, &rec.Record)
	}
}

// shows records what a notebook shows, without standard error.
type shows struct{ probe.Record }

func (s *shows) Stream(name, text string) {
	if name == "stdout" {
		s.Text(text)
	}
}
func (s *shows) Display(udl.Bundle, string, bool) {}
func (s *shows) Result(b udl.Bundle)              { s.Record.Result(fmt.Sprint(b["text/plain"])) }
func (s *shows) Clear(bool)                       {}
