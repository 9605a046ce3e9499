//go:build !race

package session

// atomicPositions is off: that goroutines share the note of where they are and
// the count of calls without a lock does no harm. A place that is another
// goroutine's is recognized, see panicked.
const atomicPositions = false
