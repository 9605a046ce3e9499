package value

// RangePanic ends the misuse of a loop over a function. The state is that of
// the loop: 0 when the iterator returned although the body had panicked, else
// why the body must not be called: -1 it runs or has panicked, -2 the loop has
// ended, others that the body has ended it.
func RangePanic(state int) {
	panic(runtimeError(map[int]string{
		0:  "range function recovered a loop body panic and did not resume panicking",
		-1: "range function continued iteration after loop body panic",
		-2: "range function continued iteration after whole loop exit",
		1:  "range function continued iteration after function for loop body returned false",
	}[min(state, 1)]))
}
