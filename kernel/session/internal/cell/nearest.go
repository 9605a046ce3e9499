package cell

import "strings"

// Nearest returns the name that another one was probably meant to be, "" when
// none is close enough: one slip, or two in a name of six letters or more.
func Nearest(name string, names []string) (best string) {
	limit := 0
	switch n := len([]rune(name)); {
	case n >= 6:
		limit = 2
	case n >= 3:
		limit = 1
	}
	for _, s := range names {
		if s == name {
			continue
		}
		d := slips(strings.ToLower(name), strings.ToLower(s))
		if d < limit || d == limit && (best == "" || s < best) {
			limit, best = d, s
		}
	}
	return best
}

// slips counts the letters to add, drop, change or swap with their neighbor.
func slips(a, b string) int {
	x, y := []rune(a), []rune(b)
	if n := len(x) - len(y); n > 2 || n < -2 {
		return 3
	}
	d := make([][]int, len(x)+1)
	for i := range d {
		d[i] = make([]int, len(y)+1)
		d[i][0] = i
	}
	for j := range d[0] {
		d[0][j] = j
	}
	for i := 1; i <= len(x); i++ {
		for j := 1; j <= len(y); j++ {
			change := 1
			if x[i-1] == y[j-1] {
				change = 0
			}
			d[i][j] = min(d[i-1][j]+1, d[i][j-1]+1, d[i-1][j-1]+change)
			if i > 1 && j > 1 && x[i-1] == y[j-2] && x[i-2] == y[j-1] {
				d[i][j] = min(d[i][j], d[i-2][j-2]+1)
			}
		}
	}
	return d[len(x)][len(y)]
}
