package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
)

type Number interface{ ~int | ~float64 }

func Sum[T Number](xs ...T) (s T) {
	for _, x := range xs {
		s += x
	}
	return
}

func Map[T, U any](xs []T, f func(T) U) []U {
	var out []U
	for _, x := range xs {
		out = append(out, f(x))
	}
	return out
}

type Stack[T any] struct{ items []T }

func (s *Stack[T]) Push(x T) { s.items = append(s.items, x) }
func (s *Stack[T]) Pop() (T, bool) {
	var zero T
	if len(s.items) == 0 {
		return zero, false
	}
	x := s.items[len(s.items)-1]
	s.items = s.items[:len(s.items)-1]
	return x, true
}

type Pair[K cmp.Ordered, V any] struct {
	Key K
	Val V
}

type Tree[T cmp.Ordered] struct {
	l, r *Tree[T]
	v    T
}

func (t *Tree[T]) Insert(v T) *Tree[T] {
	if t == nil {
		return &Tree[T]{v: v}
	}
	if v < t.v {
		t.l = t.l.Insert(v)
	} else {
		t.r = t.r.Insert(v)
	}
	return t
}

func (t *Tree[T]) All(yield func(T) bool) bool {
	return t == nil || t.l.All(yield) && yield(t.v) && t.r.All(yield)
}

type ID int

func main() {
	fmt.Println(Sum(1, 2, 3), Sum(1.5, 2.5), Sum[ID](4, 5))
	fmt.Println(Map([]int{1, 2}, func(i int) string { return fmt.Sprint(i, "!") }))
	var s Stack[Pair[string, int]]
	s.Push(Pair[string, int]{"a", 1})
	s.Push(Pair[string, int]{"b", 2})
	fmt.Println(s.Pop())
	fmt.Println(s.Pop())
	fmt.Println(s.Pop())
	var t *Tree[string]
	for _, w := range []string{"m", "c", "x"} {
		t = t.Insert(w)
	}
	t.All(func(s string) bool { fmt.Print(s, " "); return true })
	fmt.Println()
	m := map[string]int{"z": 26, "a": 1, "k": 11}
	fmt.Println(slices.Sorted(maps.Keys(m)))
	xs := []int{3, 1, 2}
	slices.SortFunc(xs, func(a, b int) int { return cmp.Compare(b, a) })
	fmt.Println(xs, slices.Max(xs), slices.Index(xs, 1), min(3, 1, 2), max(2.5, 1))
	fmt.Print(fmt.Sprintf("%T %v %+v\n", Pair[string, int]{"q", 1}, ID(3), Pair[string, ID]{"q", 1}))
}
