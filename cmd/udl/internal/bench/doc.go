// Package bench measures fixed workloads of the library, so that they can be
// compared with other libraries that do the same work on the same machine.
//
// To add one, write a function that returns a Workload in a file of its own and
// name it in All.
package bench
