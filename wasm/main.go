//go:build js && wasm

// Command wasm is the kernel of the browser: compiled for js/wasm and loaded by
// a Web Worker, it runs the cells of a page through the same session and the
// same messages as the native kernel. `udl course build` compiles it.
//
// The worker's script (course/page/worker.js) and this program meet in five
// properties of the worker's global object:
//
//	udlFiles    before the start: an object of Uint8Array by path, the data sets
//	udlReceive  set by the program: a function that takes a message as JSON text
//	udlSend     set by the script: receives every message as JSON text
//	udlDocs     set by the program: a function that takes the documentation
//	            (docs.bin, a Uint8Array), at any time
//	udlReady    set by the script: called once, when udlReceive can be used
//
// Messages go out while a cell runs, because postMessage does not need the
// event loop; nothing comes in meanwhile. A page therefore stops a cell by
// ending the worker, and the session's state is lost with it.
//
// A build without tags imports nothing but Go's own glue (wasm_exec.js).
package main

import (
	"fmt"
	"io"
	"log"
	"os"
	"syscall/js"

	"github.com/udl-go/lab/wasm/bridge"
)

func main() {
	log.SetOutput(io.Discard) // the interpreter logs what its errors say as well; cells have a log of their own
	world := js.Global()
	send := world.Get("udlSend")
	b, err := bridge.New(bridge.Config{
		Files: files(world.Get("udlFiles")),
		Send:  func(json string) { send.Invoke(json) },
		Trace: func(line string) { fmt.Fprintln(os.Stderr, line) },
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	world.Set("udlReceive", js.FuncOf(func(_ js.Value, args []js.Value) any {
		if err := b.Deliver(args[0].String()); err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
		return nil
	}))
	world.Set("udlDocs", js.FuncOf(func(_ js.Value, args []js.Value) any {
		if err := bridge.SetDocs(bytesOf(args[0])); err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
		return nil
	}))
	world.Get("udlReady").Invoke()
	select {} // messages arrive as events
}

// files copies what the page has downloaded into Go's memory.
func files(object js.Value) bridge.Files {
	all := bridge.Files{}
	if object.IsUndefined() {
		return all
	}
	names := js.Global().Get("Object").Call("keys", object)
	for i := range names.Length() {
		name := names.Index(i).String()
		all[name] = bytesOf(object.Get(name))
	}
	return all
}

// bytesOf copies a Uint8Array.
func bytesOf(array js.Value) []byte {
	b := make([]byte, array.Length())
	js.CopyBytesToGo(b, array)
	return b
}
