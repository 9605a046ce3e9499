// Package testutil holds what the tests of several packages share: the digits
// they train on and the comparison of a gradient with finite differences.
package testutil
