package session

import (
	"fmt"
	"go/types"
	"strings"

	"github.com/udl-go/lab/kernel/session/internal/shim"
	"github.com/udl-go/lab/udl"
	"github.com/udl-go/lab/udl/display"
)

var errorType = types.Universe.Lookup("error").Type()

// show receives the values of the last expression. The nil error that ends the
// results of a call is not worth showing.
func (s *Session) show(values ...any) {
	r := s.current.Load()
	if r.take != nil {
		r.take(values)
		return
	}
	if n := len(values); r.unit.Call && n > 0 && n == len(r.unit.Shown) && values[n-1] == nil && types.Identical(r.unit.Shown[n-1], errorType) {
		values = values[:n-1]
	}
	switch len(values) {
	case 0:
	case 1:
		r.shown = display.Render(shim.Shown(s.engine().table, values[0]))
	default:
		texts := make([]string, len(values))
		for i, v := range values {
			texts[i] = fmt.Sprint(display.Render(shim.Shown(s.engine().table, v))["text/plain"])
		}
		r.shown = udl.Bundle{"text/plain": "(" + strings.Join(texts, ", ") + ")"}
	}
}
