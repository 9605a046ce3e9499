package main

// common lists the standard packages that every cell can import, also in the
// browser, where each of them costs download.
var common = []string{
	"bufio", "bytes", "cmp", "compress/gzip",
	"container/heap", "container/list", "container/ring", "context",
	"encoding", "encoding/base64", "encoding/binary", "encoding/csv", "encoding/hex", "encoding/json",
	"errors", "flag", "fmt", "hash", "hash/crc32", "hash/fnv",
	"image", "image/color", "image/color/palette", "image/draw", "image/png",
	"io", "io/fs", "iter", "log", "maps", "math", "math/big", "math/bits", "math/cmplx", "math/rand", "math/rand/v2",
	"os", "path", "path/filepath", "reflect", "regexp", "runtime", "runtime/debug",
	"slices", "sort", "strconv", "strings", "sync", "sync/atomic", "text/tabwriter",
	"time", "unicode", "unicode/utf16", "unicode/utf8",
}

// nativeOnly lists what cells can import besides when the kernel runs natively.
var nativeOnly = []string{
	"archive/tar", "archive/zip",
	"compress/bzip2", "compress/flate", "compress/lzw", "compress/zlib",
	"crypto", "crypto/aes", "crypto/cipher", "crypto/hmac", "crypto/md5", "crypto/rand",
	"crypto/sha1", "crypto/sha256", "crypto/sha3", "crypto/sha512", "crypto/subtle",
	"encoding/ascii85", "encoding/base32", "encoding/gob", "encoding/pem", "encoding/xml",
	"go/ast", "go/format", "go/parser", "go/token",
	"hash/adler32", "hash/crc64", "hash/maphash", "html", "html/template",
	"image/gif", "image/jpeg", "index/suffixarray", "log/slog", "mime", "mime/multipart",
	"net", "net/http", "net/http/httptest", "net/textproto", "net/url",
	"os/exec", "os/signal", "os/user",
	"runtime/metrics", "runtime/pprof", "runtime/trace",
	"testing", "testing/fstest", "testing/iotest", "testing/quick",
	"text/scanner", "text/template", "text/template/parse",

	"gonum.org/v1/gonum/blas", "gonum.org/v1/gonum/blas/blas32", "gonum.org/v1/gonum/blas/blas64",
	"gonum.org/v1/gonum/cmplxs", "gonum.org/v1/gonum/diff/fd",
	"gonum.org/v1/gonum/dsp/fourier", "gonum.org/v1/gonum/dsp/window",
	"gonum.org/v1/gonum/floats", "gonum.org/v1/gonum/floats/scalar",
	"gonum.org/v1/gonum/integrate", "gonum.org/v1/gonum/integrate/quad", "gonum.org/v1/gonum/interp",
	"gonum.org/v1/gonum/mat", "gonum.org/v1/gonum/mathext", "gonum.org/v1/gonum/optimize",
	"gonum.org/v1/gonum/spatial/r2", "gonum.org/v1/gonum/spatial/r3",
	"gonum.org/v1/gonum/stat", "gonum.org/v1/gonum/stat/combin",
	"gonum.org/v1/gonum/stat/distmat", "gonum.org/v1/gonum/stat/distmv", "gonum.org/v1/gonum/stat/distuv",
	"gonum.org/v1/gonum/stat/sampleuv", "gonum.org/v1/gonum/stat/samplemv",
}

// ours are the patterns of this module's packages; every public package they
// match is offered, so that a new model family needs no entry here.
var ours = []string{"./compute", "./udl/..."}

// hidden lists our packages that cells do not get, with the reason.
var hidden = map[string]string{
	"udl/dataset/fetch": "the command line's own: it opens network connections and runs the go command",
}

// heavy are import path prefixes that never go to the browser; one of our
// packages that needs them is offered natively only.
var heavy = []string{"gonum.org/", "net/http", "os/exec"}

// replaced maps a symbol to the identifier of package symbols that stands in
// for it; an empty identifier leaves it out.
var replaced = map[string]string{
	"os.Exit":        "osExit",
	"os.FindProcess": "",
	"log.Fatal":      "log.Panic",
	"log.Fatalf":     "log.Panicf",
	"log.Fatalln":    "log.Panicln",
}
