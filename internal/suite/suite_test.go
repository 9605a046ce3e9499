package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func newSuite(t *testing.T, notes string) (*suite, *bytes.Buffer) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "notes")
	require.NoError(t, os.WriteFile(path, []byte(notes), 0o600))
	var out bytes.Buffer
	return &suite{out: &out, notes: path, env: os.Environ()}, &out
}

func TestSummaryCountsAndFails(t *testing.T) {
	s, out := newSuite(t, "TestB drawn digits\nTestA drawn digits\nTestA drawn digits\n")
	s.run(stage{name: "good", run: func(*suite) error { return nil }})
	s.run(stage{name: "tests", run: func(s *suite) error { s.passed += 3; return nil }})
	s.run(stage{name: "bad", run: func(*suite) error { return errors.New("broken") }})
	require.Error(t, s.summary())
	require.Contains(t, out.String(), "FAILED: broken")
	require.Contains(t, out.String(), "ran on generated data:\n  TestA drawn digits\n  TestB drawn digits\n")
	require.True(t, strings.HasSuffix(out.String(), "\n4 passed, 1 failed\n"), out.String())
}

func TestCountReadsGoTest(t *testing.T) {
	s, out := newSuite(t, "")
	err := s.count(strings.NewReader(strings.Join([]string{
		`{"Action":"output","Package":"github.com/udl-go/lab/a","Test":"TestGood","Output":"quiet"}`,
		`{"Action":"pass","Package":"github.com/udl-go/lab/a","Test":"TestGood/sub"}`,
		`{"Action":"pass","Package":"github.com/udl-go/lab/a","Test":"TestGood"}`,
		`{"Action":"output","Package":"github.com/udl-go/lab/a","Test":"TestBad","Output":"loud\n"}`,
		`{"Action":"fail","Package":"github.com/udl-go/lab/a","Test":"TestBad"}`,
		`{"Action":"output","Package":"github.com/udl-go/lab/a","Test":"TestSkip","Output":"=== RUN   TestSkip\n"}`,
		`{"Action":"output","Package":"github.com/udl-go/lab/a","Test":"TestSkip","Output":"    a_test.go:7: no such machine\n"}`,
		`{"Action":"skip","Package":"github.com/udl-go/lab/a","Test":"TestSkip"}`,
		`{"Action":"output","Package":"github.com/udl-go/lab/a","Test":"TestDead/sub","Output":"panic: dead\n"}`,
		`{"Action":"output","Package":"github.com/udl-go/lab/a","Output":"FAIL\n"}`,
		`{"Action":"fail","Package":"github.com/udl-go/lab/a"}`,
		`{"Action":"pass","Package":"github.com/udl-go/lab/b","Elapsed":1.5}`,
		`{"Action":"build-output","Output":"b.go:1: broken\n"}`,
	}, "\n")), "race: ")
	require.NoError(t, err)
	require.Equal(t, 1, s.passed)
	require.Equal(t, []string{"race: a.TestBad", "race: a.TestDead"}, s.failed)
	require.Equal(t, []string{"race: a.TestSkip: no such machine"}, s.skipped)
	require.Contains(t, out.String(), "panic: dead")
	require.Contains(t, out.String(), "loud")
	require.Contains(t, out.String(), "broken")
	require.NotContains(t, out.String(), "quiet")
	require.Error(t, s.count(strings.NewReader("{broken"), ""))
}

func TestGoTestFailsWithoutAPackage(t *testing.T) {
	s, _ := newSuite(t, "")
	require.Error(t, s.goTest(command{args: []string{"./nosuch"}}, ""))
}

func TestDoShowsWhatFailed(t *testing.T) {
	s, out := newSuite(t, "")
	got, err := s.do(goCommand("env", "GOOS").with("GOOS=plan9"))
	require.NoError(t, err)
	require.Equal(t, "plan9\n", got)
	_, err = s.do(goCommand("nosuch"))
	require.Error(t, err)
	require.Contains(t, out.String(), "go nosuch")
}

func TestChoose(t *testing.T) {
	all := []stage{{name: "a"}, {name: "b", in: full}, {name: "c", in: full}, {name: "d", in: quick}}
	for _, c := range []struct {
		in    mode
		names []string
		want  int
	}{{full, nil, 3}, {quick, nil, 2}, {quick, []string{"b"}, 1}} {
		got, err := choose(all, c.in, c.names)
		require.NoError(t, err)
		require.Len(t, got, c.want)
	}
	_, err := choose(all, full, []string{"e"})
	require.ErrorContains(t, err, "the stages are: a, b, c, d")
}
