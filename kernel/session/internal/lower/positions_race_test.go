//go:build race

package lower_test

// Goroutines store their positions in one place: a panic's line may be that of
// another goroutine, which the session checks. The race detector would stop here.
const withPositions = false
