//go:build race

package lower_test

// atomic is what sessions choose under the race detector.
const atomic = true
