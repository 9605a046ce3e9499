// Package bridge joins a page to a session without a server: Jupyter messages
// come in and go out as JSON text, the protocol is kernel/message, and cells
// run in kernel/session in this same process.
//
// The package has no browser in it. Package wasm, its only user, puts it behind
// a Web Worker's postMessage, where the page takes the place that the
// supervisor has natively.
package bridge
