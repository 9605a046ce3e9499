//go:build !js

package session

// longest is more than any cell has.
const longest = 50_000_000
