//go:build !js

package symbols_test

import (
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/udl-go/lab/kernel/symbols"
)

func TestDoc(t *testing.T) {
	const own = "github.com/udl-go/lab/"
	for _, c := range [][3]string{
		{"strings", "", "Package strings implements simple functions to manipulate UTF-8 encoded strings."},
		{"strings", "ToUpper", "ToUpper returns s with all Unicode letters mapped to their upper case."},
		{"strings", "Builder", "A Builder is used to efficiently build a string using Builder.Write methods. It minimizes memory copying. The zero value is ready to use. Do not copy a non-zero Builder."},
		{"strings", "Builder.Len", "Len returns the number of accumulated bytes; b.Len() == len(b.String())."},
		{"math", "Pi", "Mathematical constants."},
		{"io", "EOF", "EOF is the error returned by Read when no more input is available. (Read must return EOF itself, not an error wrapping EOF, because callers will test for EOF using ==.) Functions should return EOF only to signal a graceful end of input. If the EOF occurs unexpectedly in a structured data stream, the appropriate error is either ErrUnexpectedEOF or some other error giving more detail."},
		{own + "udl/rbm", "Config.NComponents", "hidden units; default 64"},
		{"strings", "Nosuch", ""},
		{"nosuch", "", ""},
		{"unsafe", "Pointer", ""},
	} {
		assert.Equal(t, c[2], symbols.Doc(c[0], c[1]), "%s.%s", c[0], c[1])
	}
	assert.Error(t, symbols.SetDocs([]byte("no pack")))
}

// Every package that cells can import says what it is.
func TestPackagesAreDocumented(t *testing.T) {
	var all sync.WaitGroup
	for _, path := range symbols.Paths() {
		all.Go(func() { assert.NotEmpty(t, symbols.Doc(path, ""), path) })
	}
	all.Wait()
}
