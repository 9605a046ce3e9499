package session_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// declarations are the texts in force, by name: T0 is a type with the method
// M0 that stands in its cell, T0.M1 a method of another cell.
type declarations map[string]string

// program is everything in force as one cell.
func (d declarations) program() string {
	return "import \"fmt\"\n" + strings.Join(d.texts(), "\n")
}

func (d declarations) texts() (lines []string) {
	for _, name := range slices.Sorted(maps.Keys(d)) {
		lines = append(lines, d[name])
	}
	return lines
}

// random makes up a declaration that uses only what has a smaller name, so that
// nothing calls itself.
func random(r *rand.Rand) (name, text string) {
	k := r.IntN(3)
	number := func() string { return fmt.Sprint(r.IntN(9)) }
	of := func(k int) string {
		return []string{
			number(), "c", fmt.Sprintf("T%d{}.M0()", k), fmt.Sprintf("T%d{}.M1()", k), fmt.Sprintf("v%d.M0()", k), fmt.Sprintf("v%d.M1()", k),
			fmt.Sprintf("x%d.(interface{ M1() int }).M1()", k), fmt.Sprintf("len(fmt.Sprint(x%d))", k),
		}[r.IntN(8)]
	}
	switch r.IntN(7) {
	case 0:
		return "c", "const c = " + number()
	case 1, 2:
		return fmt.Sprintf("T%d", k), group(k, r.IntN(3), r.IntN(3))
	case 3:
		return fmt.Sprintf("T%d.M1", k), fmt.Sprintf("func (t T%d) M1() int { return t.a + c*%s }", k, number())
	case 4:
		return fmt.Sprintf("v%d", k), fmt.Sprintf("v%d := T%d{a: %s}", k, k, number())
	case 5:
		return fmt.Sprintf("x%d", k), fmt.Sprintf("x%d := any(T%d{a: %s})", k, k, number())
	}
	calls := of(r.IntN(3)) + " + " + of(r.IntN(3))
	if k > 0 {
		calls += fmt.Sprintf(" + f%d()", r.IntN(k))
	}
	return fmt.Sprintf("f%d", k), fmt.Sprintf("func f%d() int { return %s }", k, calls)
}

// group is a type with its method.
func group(k, fields, method int) string {
	s := []string{"a int", "a int; b string", "a, c int"}[fields]
	if k > 0 {
		s += fmt.Sprintf("; e T%d", k-1)
	}
	return fmt.Sprintf("type T%d struct { %s }\nfunc (t T%d) M0() int { return t.a*10 + c + %d }", k, s, k, method)
}

// someOf makes up a cell.
func someOf(r *rand.Rand) declarations {
	cell := declarations{}
	for range 1 + r.IntN(3) {
		name, text := random(r)
		cell[name] = text
	}
	for k := range 3 { // a method that stands in its type's cell goes with it
		if name := fmt.Sprintf("T%d", k); cell[name] != "" {
			delete(cell, name+".M1")
		}
	}
	return cell
}

// begin declares everything there is.
func (d declarations) begin(b *book) {
	b.ok("import \"fmt\"")
	d["c"] = "const c = 1"
	for k := range 3 {
		d[fmt.Sprintf("T%d", k)] = group(k, 0, 0)
		d[fmt.Sprintf("T%d.M1", k)] = fmt.Sprintf("func (t T%d) M1() int { return t.a }", k)
		d[fmt.Sprintf("v%d", k)] = fmt.Sprintf("v%d := T%d{}", k, k)
		d[fmt.Sprintf("x%d", k)] = fmt.Sprintf("x%d := any(T%d{})", k, k)
		d[fmt.Sprintf("f%d", k)] = fmt.Sprintf("func f%d() int { return %d }", k, k)
	}
	for _, names := range []string{"c T0 T1 T2", "T0.M1 T1.M1 T2.M1", "v0 v1 v2 x0 x1 x2", "f0 f1 f2"} {
		var cell []string
		for _, name := range strings.Fields(names) {
			cell = append(cell, d[name])
		}
		b.ok(strings.Join(cell, "\n"))
	}
}

// change takes a cell over, and notes the variables whose type is no longer
// what its name says.
func (d declarations) change(cell declarations, stale map[string]bool) {
	for name, text := range cell {
		changed := d[name] != text
		d[name] = text
		if len(name) == 2 && name[0] == 'T' && changed {
			for k := int(name[1] - '0'); k < 3; k++ { // it, and what contains it
				stale[fmt.Sprintf("v%d", k)], stale[fmt.Sprintf("x%d", k)] = true, true
			}
		}
	}
	for name := range cell {
		if name[0] == 'v' || name[0] == 'x' {
			delete(stale, name)
		}
	}
}

// What functions return after any number of redefinitions is what they return
// in a program of the declarations in force. Variables of a type that was
// changed since are left out: they keep the type that they had.
func TestRedefinedIsProgram(t *testing.T) {
	compared := 0
	for seed := range uint64(12) {
		r := rand.New(rand.NewPCG(seed, 7))
		b, d := newBook(t), declarations{}
		d.begin(b)
		stale := map[string]bool{}
		var log []string
		for range 25 {
			cell := someOf(r)
			code := strings.Join(cell.texts(), "\n")
			_, refused := b.run(code)
			if refused != nil {
				continue
			}
			log = append(log, code)
			d.change(cell, stale)
			fresh := newBook(t)
			if _, f := fresh.run(d.program()); f != nil {
				continue // a variable keeps what its new type lacks
			}
			for _, name := range []string{"f0", "f1", "f2"} {
				if d.usesAny(name, stale) {
					continue
				}
				compared++
				require.Equal(t, fresh.ok(name+"()"), b.ok(name+"()"), "seed %d: %s\n%s\n\n%s", seed, name, d[name], strings.Join(log, "\n---\n"))
			}
		}
	}
	require.Greater(t, compared, 200)
}

// usesAny reports whether a function uses one of the names, also by another.
func (d declarations) usesAny(name string, names map[string]bool) bool {
	text := d[name]
	for n := range names {
		if strings.Contains(text, n+".") || strings.Contains(text, n+")") {
			return true
		}
	}
	for _, f := range []string{"f0", "f1"} {
		if f != name && strings.Contains(text, f+"()") && d.usesAny(f, names) {
			return true
		}
	}
	return false
}
