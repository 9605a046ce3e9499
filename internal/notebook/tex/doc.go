// Package tex turns formulas in LaTeX's notation into MathML, which browsers
// typeset by themselves: a page needs neither scripts nor fonts for it.
//
// It covers what notebooks about statistics and learning use: letters and
// symbols, scripts, fractions, roots, accents, alphabets, delimiters, sums with
// limits, matrices, cases and aligned lines. What it does not know is an error,
// never a wrong formula.
package tex
