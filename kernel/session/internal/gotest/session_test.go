package gotest_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/kernel/session"
	"github.com/udl-go/lab/kernel/session/internal/gotest"
	"github.com/udl-go/lab/kernel/symbols"
	"github.com/udl-go/lab/udl"
)

// notebook runs a program as the first cell of a session.
type notebook struct{}

func (notebook) Run(ctx context.Context, src string) (stdout, stderr string, err error) {
	s, err := session.New(session.Options{})
	if err != nil {
		return "", "", err
	}
	var out streams
	f := s.Execute(ctx, session.Cell{Code: src, Number: 1}, &out)
	s.Flush()
	if f != nil && (f.Name != "exit" || f.Value != "exit status 0") {
		err = fmt.Errorf("%s: %s", f.Name, f.Value)
	}
	return out.read("stdout"), out.read("stderr"), err
}

// streams keeps what a cell prints.
type streams struct {
	mu    sync.Mutex
	texts map[string]string
}

func (s *streams) Stream(name, text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.texts == nil {
		s.texts = map[string]string{}
	}
	s.texts[name] += text
}

func (s *streams) read(name string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.texts[name]
}

func (*streams) Display(udl.Bundle, string, bool) {}
func (s *streams) Result(b udl.Bundle)            { s.Stream("stdout", fmt.Sprint(b["text/plain"])) }
func (*streams) Clear(bool)                       {}

// Input implements session.Output.
func (*streams) Input(context.Context, string, bool) (string, error) { return "", io.EOF }

// Next implements session.Output.
func (*streams) Next(string) {}

func (*streams) Page(udl.Bundle) {}

func (*streams) Comm(string, []byte, []byte) {}

func (*streams) Answer(string, udl.Bundle, *session.Failure) {}

var errSlow = errors.New("not run, since it is slow")

// Go's own tests pass in a session, but for those that testdata/known.txt names.
// UDL_GOTEST=slow runs the slow ones too, UDL_GOTEST=NAME one alone.
func TestSession(t *testing.T) {
	if raceEnabled {
		t.Skip("the race detector makes interpreted programs too slow; the probes of the session run under it")
	}
	tests := list(t)
	text, err := os.ReadFile(filepath.Join("testdata", "known.txt"))
	require.NoError(t, err)
	known, err := gotest.ParseKnown(string(text))
	require.NoError(t, err)
	limit, slow := time.Minute, map[string]error{}
	chosen := slices.Clone(tests)
	switch only := os.Getenv("UDL_GOTEST"); only {
	case "slow":
		limit = 10 * time.Minute
	case "":
		chosen = slices.DeleteFunc(chosen, func(x gotest.Test) bool {
			if known.Slow(x.Name) {
				slow[x.Name] = errSlow
			}
			return known.Slow(x.Name)
		})
	default:
		for _, x := range tests {
			if x.Name == only {
				require.NoError(t, x.Check(t.Context(), notebook{}))
			}
		}
		return
	}
	failed := gotest.All(t.Context(), chosen, func() gotest.Runner { return notebook{} }, runtime.GOMAXPROCS(0), limit)
	for name, err := range slow {
		failed[name] = err
	}
	wrong := known.Judge(tests, failed)
	require.Empty(t, wrong, strings.Join(wrong, "\n"))
	run, out := gotest.Count(tests)
	t.Logf("%d of %d pass, %d are excluded by their imports", run-len(failed), run, out)
	require.LessOrEqual(t, out, 90)
	require.GreaterOrEqual(t, float64(run-len(failed)), 0.9*float64(run))
	require.LessOrEqual(t, gotest.Wrong(failed), 5)
}

// offered is what a session lets cells import.
func offered(path string) bool { return slices.Contains(symbols.Paths(), path) }
