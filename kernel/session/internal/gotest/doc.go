// Package gotest lists Go's own run-tests and judges whoever runs them.
//
// They are the files of GOROOT/test (and of its folders ken, chan, interface and
// typeparam) that start with "// run". Most check themselves and panic when
// something is wrong; some come with the output that they must write (.out).
// A test is excluded by its imports alone.
package gotest
