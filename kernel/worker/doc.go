// Package worker is the process in which cells run. The kernel starts it as a
// child of the same binary and talks to it through two pipes; whatever a cell
// does to this process, the kernel survives.
//
// Text that reaches the process's own stdout and stderr, from compiled code, the
// print of a library or a write to os.Stdout, joins the cell's output in order:
// the kernel lends the worker both ends of those pipes, cells print into them,
// and the worker empties them before it sends anything else. When the worker
// dies, the kernel reads what is left, which is Go's own trace.
package worker
