package symbols

// nativeStubs is empty: the browser has the common stubs only.
var nativeStubs []byte
