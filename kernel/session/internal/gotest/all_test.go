package gotest_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/kernel/session/internal/gotest"
)

// bySource does what the program's text says.
type bySource struct{}

func (bySource) Run(ctx context.Context, src string) (stdout, stderr string, err error) {
	switch src {
	case "wrong":
		return "x", "", nil
	case "fails":
		return "", "", errors.New("panic: x")
	case "waits":
		<-ctx.Done()
		return "", "", ctx.Err()
	}
	return "", "", nil
}

func TestAll(t *testing.T) {
	tests := []gotest.Test{
		{Name: "a", Source: "right"},
		{Name: "b", Source: "wrong"},
		{Name: "c", Source: "fails"},
		{Name: "d", Source: "waits"},
		{Name: "e", Source: "fails", Excluded: "imports x"},
	}
	failed := gotest.All(t.Context(), tests, func() gotest.Runner { return bySource{} }, 2, 10*time.Millisecond)
	require.Len(t, failed, 3)
	require.ErrorIs(t, failed["b"], gotest.ErrWrong)
	require.ErrorContains(t, failed["c"], "c: panic: x")
	require.ErrorIs(t, failed["d"], context.DeadlineExceeded)
	require.Equal(t, 1, gotest.Wrong(failed))
}
