package main

import (
	"errors"
	"fmt"
	"os"
	"sort"
	"strings"
)

type P struct {
	X, y int
}

func (p P) Sum() int       { return p.X + p.y }
func (p *P) Inc()          { p.X++ }
func (p P) String() string { return fmt.Sprintf("P<%d,%d>", p.X, p.y) }

type Shape interface{ Area() float64 }
type Sq float64

func (s Sq) Area() float64 { return float64(s * s) }

type E struct{ Code int }

func (e E) Error() string { return fmt.Sprint("E", e.Code) }

func mk(n int) error {
	if n == 0 {
		return nil
	}
	return E{n}
}

func fib(n int) int {
	if n < 2 {
		return n
	}
	return fib(n-1) + fib(n-2)
}

type byLen []string

func (b byLen) Len() int           { return len(b) }
func (b byLen) Less(i, j int) bool { return len(b[i]) < len(b[j]) }
func (b byLen) Swap(i, j int)      { b[i], b[j] = b[j], b[i] }

type Base struct{ N int }

func (b *Base) Add(k int) { b.N += k }

type D struct {
	Base
	name string
}

func main() {
	s := 0
	for i := 0; i < 10; i++ {
		s += i
	}
	fmt.Println(s, fib(15))
	p := P{1, 2}
	q := p
	q.Inc()
	fmt.Println(p.Sum(), q.Sum(), p, &q)
	m := map[string]int{"a": 1}
	m["b"] += 2
	v, ok := m["zz"]
	fmt.Println(len(m), m["b"], v, ok)
	xs := []int{3, 1, 2}
	xs = append(xs, 9, 8)
	sort.Ints(xs)
	fmt.Println(xs, xs[1:3])
	for i, x := range xs {
		xs[i] = x * x
	}
	fmt.Println(xs)
	fs := []func() int{}
	for i := range 3 {
		fs = append(fs, func() int { i++; return i * 10 })
	}
	for _, f := range fs {
		fmt.Print(f(), f(), " ")
	}
	fmt.Println()
	var sh Shape = Sq(3)
	fmt.Println(sh.Area())
	err := mk(3)
	var e E
	if ee, ok := err.(E); ok {
		e = ee
	}
	fmt.Println(err, e.Code, mk(0) == nil, err == error(E{3}), errors.Is(err, E{3}))
	bl := byLen{"ccc", "a", "bb"}
	sort.Sort(bl)
	fmt.Println(bl, strings.Join(bl, "-"))
	d := D{name: "x"}
	d.Add(5)
	fmt.Println(d.N, d.name)
	for i, r := range "aé\xffz" {
		fmt.Print(i, ":", r, " ")
	}
	fmt.Println()
	a, b := 1, 2
	a, b = b, a
	fmt.Println(a, b)
	h := p.Sum
	p.X = 100
	fmt.Println(h())
	var x any = p
	p.X = 7
	fmt.Println(x.(P).X)
	switch t := x.(type) {
	case int:
		fmt.Println("int", t)
	case fmt.Stringer:
		fmt.Println("stringer", t.String())
	}
	fmt.Fprintln(os.Stderr)
	var sb strings.Builder
	sb.WriteString("hey")
	sb.WriteByte('!')
	fmt.Println(sb.String(), sb.Len())
}
