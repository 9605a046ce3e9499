package main

import "fmt"

type in struct{ a, b int }
type out struct{ x in }

var n int

func next() []out {
	n++
	return []out{{in{n, n}}, {in{n * 10, n}}}
}

func idx() int { n++; return n % 2 }

func two(c bool) (r int) {
	x, y := 1, 2
	for i := range 5 {
		if c && i%2 == 0 {
			x, y = y, x
		} else if i == 3 {
			x, y = x+y, x
		}
	}
	return x*100 + y
}

func str(k int) (s fmt.Stringer, e error) {
	if k > 1 {
		e = fmt.Errorf("k%d", k)
	}
	return
}

func main() {
	next()[idx()].x.a += 5
	fmt.Println(n)
	xs := next()
	p := &xs[idx()].x
	if n > 2 {
		p.a += 3
		p.b--
	}
	fmt.Println(xs, *p, n)
	fmt.Println(two(true), two(false))
	fmt.Println(str(1))
	fmt.Println(str(2))
	var e error
	for i := range 3 {
		if i == 1 {
			e = fmt.Errorf("one")
		}
	}
	fmt.Println(e)
	var a any = 1
	for range 2 {
		if a == any(1) {
			a = "x"
		}
	}
	fmt.Println(a)
	f := func() int { return 1 }
	if n > 0 {
		f = idx
	}
	fmt.Println(f() >= 0)
}
