package session

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/traefik/yaegi/interp"
)

// Other versions of the interpreter may not have the fields.
func TestHalts(t *testing.T) {
	i := interp.New(interp.Options{})
	_, err := i.EvalWithContext(context.Background(), "package main")
	require.NoError(t, err)
	h, err := halts(i)
	require.NoError(t, err)
	require.Zero(t, *h.number)
	require.NotNil(t, h.waiting)
}
