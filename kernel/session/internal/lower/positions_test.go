//go:build !race

package lower_test

const withPositions = true
