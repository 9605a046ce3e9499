//go:build !race

package lower_test

const atomic = false
