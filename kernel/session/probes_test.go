package session_test

import (
	"context"
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
	"github.com/udl-go/lab/kernel/session/internal/probe"
	"github.com/udl-go/lab/udl"
)

// Every probe shows what its file says, which internal/goprobe has checked
// against real Go. UDL_PROBES names other files to try, UDL_CONFORMANCE a folder
// of probes that others wrote.
func TestProbes(t *testing.T) {
	pattern := filepath.Join("testdata", "probes", "*.txt")
	if p := os.Getenv("UDL_PROBES"); p != "" {
		pattern = p
	}
	files, err := filepath.Glob(pattern)
	require.NoError(t, err)
	require.NotEmpty(t, files)
	if dir := os.Getenv("UDL_CONFORMANCE"); dir != "" {
		others, err := filepath.Glob(filepath.Join(dir, "*.txt"))
		require.NoError(t, err)
		require.NotEmpty(t, others, dir)
		files = append(files, others...)
	}
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

// oneThread are probes that need a second thread, which js/wasm has not.
var oneThread = []string{"a goroutine that never ends does not stop the cell"}

func runProbe(t *testing.T, p *probe.Probe) {
	if runtime.GOOS == "js" && slices.Contains(oneThread, p.Name) {
		t.Skip("js/wasm has one thread: a loop without end keeps it")
	}
	deep := strings.Contains(p.Want, "stack overflow") &&
		(strings.Contains(p.File, "control_depth") || strings.Contains(p.File, "control_goroutines"))
	if deep && raceEnabled {
		t.Skip("the race detector makes recursions without end slow: THEY ARE TRIED WITHOUT IT")
	}
	s, err := session.New(stdout(t, p))
	require.NoError(t, err)
	rec := &shows{}
	for i, code := range p.Cells {
		ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
		f := s.Execute(ctx, session.Cell{Code: code, Number: i + 1}, rec)
		cancel()
		if f != nil && strings.Contains(strings.Join(f.Traceback, ""), " is there natively") {
			t.Skip(f.Value)
		}
		if f != nil {
			rec.Error(f.Name + ": " + strings.Join(append([]string{f.Value}, f.Traceback...), "\n"))
		}
	}
	if diff := rec.Diff(p.Want); diff != "" {
		t.Errorf("%s: %s\n%s", p.Where(), diff, &rec.Record)
	}
}

// stdout lends the process's own streams to a session whose probe names them.
// A host does so too: what compiled code prints joins what the cell prints.
func stdout(t *testing.T, p *probe.Probe) session.Options {
	if !strings.Contains(strings.Join(p.Cells, ""), "os.Stdout") {
		return session.Options{}
	}
	stray.Lock()
	t.Cleanup(stray.Unlock)
	f, err := os.Create(filepath.Join(t.TempDir(), "stdout"))
	require.NoError(t, err)
	old, read := os.Stdout, int64(0)
	os.Stdout = f
	t.Cleanup(func() { os.Stdout = old; f.Close() })
	drain := func(add func(name, text string)) {
		text := make([]byte, 64<<10)
		n, _ := f.ReadAt(text, read)
		read += int64(n)
		add("stdout", string(text[:n]))
	}
	return session.Options{Stdout: f, Stderr: io.Discard, Strays: drain}
}

var stray sync.Mutex // guards os.Stdout

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

// Input implements session.Output.
func (*shows) Input(context.Context, string, bool) (string, error) { return "", io.EOF }

// Next implements session.Output.
func (*shows) Next(string)                                 {}
func (*shows) Page(udl.Bundle)                             {}
func (*shows) Comm(string, []byte, []byte)                 {}
func (*shows) Answer(string, udl.Bundle, *session.Failure) {}
