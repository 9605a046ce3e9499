//go:build !js

package display

import (
	"io"
	"os"

	"golang.org/x/term"
)

// widthOf returns how to ask for the width of w when it is a terminal, nil
// when it is not.
func widthOf(w io.Writer) func() int {
	f, ok := w.(*os.File)
	if !ok || f == nil || !term.IsTerminal(int(f.Fd())) {
		return nil
	}
	return func() int {
		width, _, err := term.GetSize(int(f.Fd()))
		if err != nil || width <= 0 {
			return 80
		}
		return width
	}
}
