//go:build !race

package session

// storePositions makes cells note where they are, for the place of a panic.
const storePositions = true
