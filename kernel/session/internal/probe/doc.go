// Package probe reads probe files: tiny notebooks with the text they must show.
//
//	=== name
//	# why no ordinary program says the same
//	#| the ordinary program that says the same (with lines --- as well)
//	first cell
//	---
//	second cell
//	>>> expected output
//	(further lines)
//
// A line "ERROR text" of the expectation stands for a cell that ends with an
// error holding the text, letter case ignored. Lines that start with # may stand
// only before the first cell: they concern the check against real Go, not the
// session. Text before the first probe describes the file.
package probe
