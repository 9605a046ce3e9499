// Package message is the Jupyter protocol's state machine without any input or
// output: it turns the requests of clients into replies and broadcasts, and
// leaves the evaluation of cells to an Evaluator.
//
// The same Core serves the native kernel, whose Evaluator talks to a worker
// process, and the browser, whose Evaluator is the session itself:
//
//	core := message.New(message.Config{Evaluator: e, Send: post})
//	core.Start()
//	core.Deliver(m) // from any goroutine; replies arrive through post
//
// Core guarantees what clients rely on: one session id for life, parents copied
// verbatim, a busy/idle pair around every request, requests of the shell channel
// answered in order while those of the control channel are answered at once, and
// metadata and tracebacks that are never null.
package message
