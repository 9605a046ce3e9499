package progen

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

var words = []string{
	"", "a", "go", "héé", "日本", "x\ty", "\U0001F600z", "ab\xffc", "Zürich", "0", "foo bar", "ñ", "\"q\"", "é",
}

// literal returns a constant of a basic type, of which untyped forms are given
// the type when they would default to another.
func (g *gen) literal(t *typ) string {
	switch t.kind {
	case kInt:
		return g.typed(t, g.intLiteral(t))
	case kFloat:
		v := pick(g, "0.5", "1.25", "-2.75", "3.0", "1e3", "0.1", "1e-7", "100.0", "-0.3", "2.5e10", "7.0")
		return g.typed(t, v)
	case kComplex:
		v := pick(g, "(1.5+2i)", "(-0.25i)", "(3-1e3i)", "7", "(0.1+0.1i)")
		return g.typed(t, v)
	case kString:
		return g.typed(t, strconv.Quote(pick(g, words...)))
	case kBool:
		return g.typed(t, pick(g, "true", "false"))
	}
	panic("progen: no literal of " + t.text)
}

// typed converts a constant unless its default type is t already.
func (g *gen) typed(t *typ, v string) string {
	switch t.text {
	case "int", "float64", "string", "bool":
		return v
	}
	return t.text + "(" + v + ")"
}

func (g *gen) intLiteral(t *typ) string {
	if g.p(70) {
		if t.unsigned || g.p(70) {
			return strconv.Itoa(g.n(10) + 1)
		}
		return strconv.Itoa(-g.n(10) - 1)
	}
	if t.unsigned {
		limit := uint64(1)<<(t.bits-1)<<1 - 1
		return strconv.FormatUint(pick(g, 0, limit, limit-1, limit>>1, limit>>1+1, 17), 10)
	}
	limit := int64(1)<<(t.bits-2)*2 - 1
	if t.bits == 64 {
		limit = 1<<63 - 1
	}
	return strconv.FormatInt(pick(g, 0, limit, -limit-1, -limit, limit/2, 100), 10)
}

// composite writes a value of a type with parts.
func (g *gen) composite(t *typ, d int) string {
	switch t.kind {
	case kSlice:
		return t.text + "{" + g.list(t.elem, g.n(4), d) + "}"
	case kArray:
		return t.text + "{" + g.list(t.elem, t.n, d) + "}"
	case kMap:
		return g.mapLiteral(t, d)
	}
	keyed := g.p(60)
	var parts []string
	for _, f := range t.fields {
		v := g.expr(f.t, d-1)
		if keyed && g.p(80) {
			parts = append(parts, f.name+": "+v)
		} else if !keyed {
			parts = append(parts, v)
		}
	}
	return t.text + "{" + strings.Join(parts, ", ") + "}"
}

func (g *gen) list(t *typ, n, d int) string {
	var parts []string
	for range n {
		parts = append(parts, g.expr(t, d-1))
	}
	return strings.Join(parts, ", ")
}

// mapLiteral writes a map whose keys are different constants; the trace
// function is left out, because compilers do not agree about the order.
func (g *gen) mapLiteral(t *typ, d int) string {
	was := g.traced
	g.traced = false
	defer func() { g.traced = was }()
	var parts []string
	seen := map[string]bool{}
	for range g.n(4) {
		k := g.literal(t.key)
		if !seen[k] {
			seen[k] = true
			parts = append(parts, k+": "+g.expr(t.elem, d-1))
		}
	}
	return t.text + "{" + strings.Join(parts, ", ") + "}"
}

// closure writes a function literal that changes nothing.
func (g *gen) closure(t *typ, d int) string {
	g.use("func literal")
	n := len(g.vars)
	var params []string
	for _, p := range t.params {
		v := &variable{name: g.name("p"), t: p}
		params = append(params, v.name+" "+p.text)
		g.vars = append(g.vars, v)
	}
	vars, alone, inFunc := g.vars, g.alone, g.inFunc
	g.inFunc = true
	if g.again { // or it would keep what is declared again
		g.vars, g.alone = slices.Clone(g.vars[n:]), true
	}
	body := g.expr(t.result, d-1)
	g.vars, g.alone, g.inFunc = vars[:n], alone, inFunc
	return fmt.Sprintf("func(%s) %s { return %s }", strings.Join(params, ", "), t.result.text, body)
}
