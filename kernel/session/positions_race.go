//go:build race

package session

// atomicPositions is on: the race detector would report what they share.
const atomicPositions = true
