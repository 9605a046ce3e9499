//go:build !race

package gotest_test

const raceEnabled = false
