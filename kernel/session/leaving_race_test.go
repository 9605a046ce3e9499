//go:build race

package session_test

// raceEnabled says that the race detector watches.
const raceEnabled = true

var leaving []string
