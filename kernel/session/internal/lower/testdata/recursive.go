package main

import "fmt"

type L struct {
	root E
	n    int
}
type E struct {
	next *E
	list *L
	v    any
}
type F func(int) F
type Tree []Tree
type Node struct {
	kids map[string]*Node
	up   *Node
}

func (l *L) push(v any) *E {
	e := &E{list: l, v: v}
	e.next = l.root.next
	l.root.next = e
	l.n++
	return e
}

func main() {
	l := new(L)
	l.push(1)
	e := l.push("two")
	for x := l.root.next; x != nil; x = x.next {
		fmt.Println(x.v, x.list == l, x == e)
	}
	var f F
	n := 0
	f = func(k int) F { n += k; return f }
	f(1)(2)(3)
	fmt.Println(n)
	t := Tree{{}, {{}, {}}}
	var count func(Tree) int
	count = func(t Tree) int {
		c := 1
		for _, k := range t {
			c += count(k)
		}
		return c
	}
	fmt.Println(count(t), len(t[1]))
	r := &Node{kids: map[string]*Node{}}
	r.kids["a"] = &Node{up: r}
	fmt.Println(r.kids["a"].up == r, r.kids["b"] == nil)
}
