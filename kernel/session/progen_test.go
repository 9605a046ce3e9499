package session_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/kernel/session/internal/progen"
	"github.com/udl-go/lab/kernel/session/internal/progen/live"
	"github.com/udl-go/lab/kernel/session/internal/progen/realgo"
)

// Every generated program of the corpus prints what it printed in real Go.
func TestGeneratedPrograms(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("internal", "progen", "testdata", "corpus.txt"))
	require.NoError(t, err)
	c, err := progen.ReadCorpus(string(text))
	require.NoError(t, err)
	programs := c.Programs()
	if testing.Short() {
		programs = programs[:30]
	}
	for i, p := range programs {
		t.Run(strconv.FormatUint(p.Seed, 10), func(t *testing.T) {
			t.Parallel()
			got, err := live.Runner{}.Cells(t.Context(), p.Cells())
			if err != nil || got != c.Outputs[i] {
				t.Error(progen.Difference{Program: p, Want: c.Outputs[i], Got: got, Err: err})
			}
		})
	}
}

// Programs that nobody has seen print in a session what they print in real Go.
// UDL_FUZZ is how long to try, UDL_FUZZ_SEED where to begin.
func TestFreshPrograms(t *testing.T) {
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip("no go command: FRESH PROGRAMS ARE NOT COMPARED WITH REAL GO")
	}
	if testing.Short() {
		t.Skip("builds programs: FRESH PROGRAMS ARE NOT COMPARED WITH REAL GO")
	}
	limit, seed := time.Minute, uint64(time.Now().Unix())<<16 //nolint:gosec // a time after 1970
	if s := os.Getenv("UDL_FUZZ"); s != "" {
		var err error
		limit, err = time.ParseDuration(s)
		require.NoError(t, err)
	}
	if s := os.Getenv("UDL_FUZZ_SEED"); s != "" {
		var err error
		seed, err = strconv.ParseUint(s, 10, 64)
		require.NoError(t, err)
	}
	const batch = 40
	n, stopped := uint64(0), uint64(0)
	for began := time.Now(); time.Since(began) < limit; n += batch {
		found, err := progen.Compare(t.Context(), seed+n, seed+n+batch-1, batch, live.Runner{}, realgo.Outputs, nil)
		if errors.Is(err, progen.ErrStopped) { // says nothing about the session
			t.Logf("SEEDS %d TO %d ARE NOT COMPARED: %v", seed+n, seed+n+batch-1, err)
			stopped += batch
			continue
		}
		require.NoError(t, err)
		for _, d := range found {
			t.Error(d)
		}
	}
	if n > 0 && stopped == n {
		t.Skip("the machine is too slow for go run: FRESH PROGRAMS ARE NOT COMPARED WITH REAL GO")
	}
	t.Logf("seeds %d to %d, %d of them not compared", seed, seed+n-1, stopped)
}
