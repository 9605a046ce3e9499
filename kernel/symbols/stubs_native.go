//go:build !js

package symbols

import _ "embed"

// nativeStubs holds what the browser lacks.
//
//go:embed z_stubs_native.bin
var nativeStubs []byte
