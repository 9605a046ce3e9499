//go:build race

package nn

// raceEnabled is set where the race detector makes sync.Pool forget on purpose.
const raceEnabled = true
