package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestBench(t *testing.T) {
	dir := t.TempDir()
	r := udl(t, dir, "bench", "sgemm-64", "sgemm-100x30x250", "--threads", "1", "--passes", "1", "--json")
	require.Zero(t, r.status, r.stderr)
	lines := strings.Split(strings.TrimSpace(r.stdout), "\n")
	require.Len(t, lines, 2)
	for i, name := range []string{"sgemm-64", "sgemm-100x30x250"} {
		var got map[string]any
		require.NoError(t, json.Unmarshal([]byte(lines[i]), &got))
		require.Equal(t, name, got["name"])
		require.EqualValues(t, 1, got["threads"])
		require.Positive(t, got["seconds"])
		require.Positive(t, got["gflops"])
	}

	r = udl(t, dir, "bench", "--list", "sgemm")
	require.Zero(t, r.status)
	require.Contains(t, r.stdout, "sgemm-1024 ")
	require.NotContains(t, r.stdout, "rbm")
}

func TestBenchUsage(t *testing.T) {
	dir := t.TempDir()
	for args, want := range map[string]string{
		"bench nosuch":            `udl: bench: no workload is named "nosuch"; there are peak, sgemm-64, `,
		"bench rbm --threads 0":   "want at least 1",
		"bench rbm --passes=-1":   "want at least 1",
		"bench rbm --threads one": "--threads",
	} {
		r := udl(t, dir, strings.Fields(args)...)
		require.Equal(t, 2, r.status, args)
		require.Contains(t, r.stderr, want, args)
		require.Empty(t, r.stdout, args)
	}
}
