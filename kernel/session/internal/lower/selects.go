package lower

import (
	"fmt"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// selects hands a select to the run-time support and spreads what comes back.
func (c *body) selects(v *ssa.Select) {
	c.position(v.Pos())
	var dirs, chans, values []string
	for _, s := range v.States {
		dirs = append(dirs, fmt.Sprint(map[types.ChanDir]int{types.SendOnly: 0, types.RecvOnly: 1}[s.Dir]))
		chans = append(chans, c.unwrapped(s.Chan))
		if s.Send != nil {
			values = append(values, c.expr(s.Send))
		} else {
			values = append(values, "nil")
		}
	}
	index, got, ok := c.temp(), c.temp(), c.temp()
	c.line_("%s, %s, %s := rt__.Select(%t, []int{%s}, []any{%s}, []any{%s})", index, got, ok, v.Blocking,
		strings.Join(dirs, ", "), strings.Join(chans, ", "), strings.Join(values, ", "))
	names := []string{index, ok}
	for i, s := range v.States {
		if s.Dir != types.RecvOnly {
			continue
		}
		elem := s.Chan.Type().Underlying().(*types.Chan).Elem()
		n := c.temp()
		names = append(names, n)
		c.line_("var %s %s", n, c.r.of(elem))
		c.line_("%s = %s", n, c.zero(elem))
		switch r := c.r.of(elem); {
		case r == "any":
			c.line_("if %s == %d {\n%s = %s\n}", index, i, n, got)
		case c.r.nativeInterface(elem):
			c.line_("if %s == %d && %s != nil {\n%s = %s.(%s)\n}", index, i, got, n, got, r)
		default:
			c.line_("if %s == %d && %s {\n%s = %s.(%s)\n}", index, i, ok, n, got, r)
		}
	}
	c.tuples[v] = names
}
