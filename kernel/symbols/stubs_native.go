//go:build !js

package symbols

import _ "embed"

// nativeStubs holds what the browser lacks.
//
//go:embed z_stubs_native.bin
var nativeStubs []byte

//go:embed z_docs_common.bin
var commonDocs []byte

//go:embed z_docs_native.bin
var nativeDocs []byte

func init() {
	for _, file := range [][]byte{commonDocs, nativeDocs} {
		if err := SetDocs(file); err != nil {
			panic(err) // the file is part of the binary
		}
	}
}
