// Package cell takes the text of one notebook cell apart: directives, imports,
// declarations and statements, in any order. It knows no types.
//
//	c, err := cell.Parse(fset, 7, "x := 3\nfunc f() int { return x }")
//
// A cell is one file of the file set, named In[7], and every node has its place
// there: nothing is wrapped or moved, so a position needs no translation.
package cell
