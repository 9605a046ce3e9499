package lower

import (
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// sliced says which bounds of a slice expression are tested, each from below
// and from above.
type sliced struct {
	low, high, limit [2]bool
}

// bounding decides what the test of a slice expression looks at.
func (c *body) bounding(v *ssa.Slice) (t sliced) {
	b := v.Block()
	negative := func(v ssa.Value) bool { return c.least(v, b, map[ssa.Value]int64{}) < 0 }
	if constants(v.Low, v.High, v.Max) && fits(v) {
		return t
	}
	if v.Max != nil {
		t.limit = [2]bool{negative(v.Max), true}
	}
	if v.High != nil {
		t.high = [2]bool{negative(v.High), v.Max != nil || !c.within(v.High, v.X, 1, b, 3)}
	}
	if k, ok := numberOf(v.Low); v.Low != nil && (!ok || k != 0) {
		t.low = [2]bool{negative(v.Low), v.High != nil || !c.within(v.Low, v.X, 1, b, 3)}
	}
	return t
}

// checkSlice writes the test of x[low:high:max].
func (c *body) checkSlice(v *ssa.Slice) {
	t := c.slices[v]
	if t == (sliced{}) {
		return
	}
	length := c.lengthOf(v.X)
	capacity, call := length, "rt__.SlicePanicLength"
	if _, ok := v.X.Type().Underlying().(*types.Slice); ok {
		capacity, call = "cap("+c.unwrapped(v.X)+")", "rt__.SlicePanic"
	}
	var conds []string
	bound := func(v ssa.Value, text string, t [2]bool, above string) string {
		if v != nil {
			text = c.asInt(v)
		}
		if t[0] {
			conds = append(conds, text+" < 0")
		}
		if t[1] {
			conds = append(conds, text+" > "+above)
		}
		return text
	}
	limit := bound(v.Max, capacity, t.limit, capacity)
	high := bound(v.High, length, t.high, limit)
	low := bound(v.Low, "0", t.low, high)
	c.position(v.Pos())
	if a, ok := v.X.(*ssa.Alloc); ok && a.Comment == "makeslice" { // a slice of constant capacity is made
		c.line_("if %s {\nrt__.MakePanic(%s, %s)\n}", strings.Join(conds, " || "), high, high)
		return
	}
	c.line_("if %s {\n%s(%s, %s, %s, %v, %s, %s)\n}", strings.Join(conds, " || "), call, low, high, limit,
		v.Max != nil, length, capacity)
}

func numberOf(v ssa.Value) (int64, bool) {
	if v == nil {
		return 0, false
	}
	return number(v)
}

// constants reports whether every bound that is given is constant.
func constants(vs ...ssa.Value) bool {
	for _, v := range vs {
		if _, ok := numberOf(v); v != nil && !ok {
			return false
		}
	}
	return true
}

// asInt is the text of a bound as an int.
func (c *body) asInt(v ssa.Value) string {
	s := c.expr(v)
	if c.isInt(v) {
		return s
	}
	return "int(" + s + ")"
}
