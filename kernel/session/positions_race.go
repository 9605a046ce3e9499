//go:build race

package session

// storePositions is off: goroutines of cells store positions without a lock, on
// purpose, which the race detector would report.
const storePositions = false
