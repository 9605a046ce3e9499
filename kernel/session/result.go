package session

import (
	"fmt"
	"strings"

	"github.com/udl-go/lab/udl"
	"github.com/udl-go/lab/udl/display"
)

// show receives the values of the last expression. The nil error that ends the
// results of a call is not worth showing.
func (s *Session) show(values ...any) {
	r := s.current.Load()
	if n := len(values); r.call && n > 0 && values[n-1] == nil {
		values = values[:n-1]
	}
	switch len(values) {
	case 0:
	case 1:
		r.shown = display.Render(values[0])
	default:
		texts := make([]string, len(values))
		for i, v := range values {
			texts[i] = fmt.Sprint(display.Render(v)["text/plain"])
		}
		r.shown = udl.Bundle{"text/plain": "(" + strings.Join(texts, ", ") + ")"}
	}
}
