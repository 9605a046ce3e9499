// Package kernel is the Jupyter kernel on this machine: a supervisor that speaks
// with clients and has cells run by a worker, a child process.
//
// The supervisor holds what must survive a cell: sockets, session id, counter,
// history and queue. It imports neither the interpreter nor a model. When the
// worker dies, from a panic in a goroutine, a stack overflow or a kill, the cell
// fails with Go's own trace, the reader is told that state was lost, and a fresh
// worker is ready for the next cell.
//
// There is no sandbox: a cell may do what its user may, and with it read the
// connection file and speak as any client does. Messages are signed, not encrypted;
// the sockets belong on the loopback interface.
//
// Serve runs a kernel on the sockets of a connection file. Without sockets, a
// program drives one with messages:
//
//	k, err := kernel.New(kernel.Options{Command: []string{exe, "kernel", "worker"}, Send: receive})
//	if err != nil {
//		return err
//	}
//	defer k.Close()
//	k.Deliver(request)
package kernel
