package main

import "fmt"

type U16 uint16

func (u U16) M() string { return "u" }

type I interface{ M() string }

type S struct{ a int }

func (s S) Get() int  { return s.a }
func (s S) M() string { return fmt.Sprint("S", s.a) }

type T int

func g() (int, error) { return 7, nil }

func main() {
	x := []int{1, 2, 3}
	y := []int{4, 5}
	x[1], y[0] = y[0], x[1]
	fmt.Println(x, y)
	i := 0
	for i = range x {
	}
	fmt.Println(i)
	var pa *[40]int
	for range pa {
		i++
	}
	fmt.Println(len(pa), i)
	const h = 1<<100 - 1
	fmt.Println(h > 1<<99, uint64(1<<64-1), complex(3.14, 0))
	var c I = U16(1)
	fmt.Println(c == U16(1), c.M(), any(T(3)) == any(3))
	_, ok := any(T(3)).(int)
	fmt.Println(ok)
	n := map[I]int{}
	n[U16(1)] = 4
	n[S{2}] = 5
	fmt.Println(n[U16(1)], n[S{2}], n[S{3}], len(n))
	for k, v := range n {
		if v == 5 {
			fmt.Println(k.M())
		}
	}
	s := S{1}
	get := s.Get
	s.a = 10
	fmt.Println(get(), S.Get(s), (*S).Get(&s))
	var j any = s
	s.a = 11
	fmt.Println(j.(S).a)
	fmt.Println(g())
	for i := 0; i < 5; i++ {
		defer func(k int) { fmt.Print(k, " ") }(i)
	}
	m := map[float64]int{1: 2}
	clear(m)
	fmt.Println(len(m))
	var sh uint8 = 200
	k := 3
	fmt.Println(sh<<k, sh>>k, -7/2, -7%3, int8(-128)/int8(k-4))
	p := &[3]int{1, 2, 3}
	q := &p[1]
	*q = 9
	fmt.Println(*p, p[1:], len(p))
	ar := [4]int(append(x, 1))
	ap := (*[2]int)(x)
	ap[0] = 77
	fmt.Println(ar, x[0])
	type loc struct {
		T
		f func(...string) int
	}
	l := loc{5, func(a ...string) int { return len(a) }}
	fmt.Println(l.f("a", "b"), l.f([]string{"x"}...), l.T)
	var nilI I
	func() {
		defer func() { fmt.Println("r:", recover()) }()
		nilI.M()
	}()
	func() {
		defer func() { fmt.Println("r:", recover()) }()
		fmt.Println(any("s").(int))
	}()
	func() {
		defer func() { fmt.Println("r:", recover()) }()
		var mm map[string]int
		mm["a"] = 1
	}()
	f := float32(0.1)
	fmt.Println(f*f*f, f+0.2, float64(f))
	a, b := 0, 1
	for range 10 {
		a, b = b, a+b
	}
	fmt.Println(a, b, string(rune(233)), []byte("hé"), string([]rune{72, 233}))
	goto end
end:
	switch x := j.(type) {
	case nil:
	case fmt.Stringer:
		fmt.Println("no")
	case I:
		fmt.Println("I", x.M())
	}
}
