package main

import "fmt"

func f(n int) (r int, err error) {
	defer func() {
		if e := recover(); e != nil {
			err = fmt.Errorf("caught %v", e)
			r = -1
		}
	}()
	if n > 2 {
		panic("big")
	}
	if n == 2 {
		r = n / (n - 2)
	}
	return n, nil
}

func order() {
	for i := 0; i < 3; i++ {
		defer fmt.Println("deferred", i)
	}
	fmt.Println("body")
}

func seq(yield func(int) bool) {
	for i := 0; i < 5; i++ {
		if !yield(i) {
			return
		}
	}
}

func find(k int) (res string) {
	defer func() { res += "!" }()
	for i := range seq {
		defer fmt.Println("d", i)
		if i == k {
			return fmt.Sprint("found ", i)
		}
	}
	return "none"
}

func labels() int {
	n := 0
outer:
	for i := range seq {
		for j := range seq {
			if j == 3 {
				continue outer
			}
			if i == 3 {
				break outer
			}
			n += i * j
		}
	}
	return n
}

func sel() {
	a, b := make(chan int, 1), make(chan string, 1)
	a <- 1
	select {
	case x := <-a:
		fmt.Println("a", x)
	case s := <-b:
		fmt.Println("b", s)
	}
	select {
	case b <- "hi":
		fmt.Println("sent")
	default:
		fmt.Println("default")
	}
	select {
	case x, ok := <-a:
		fmt.Println(x, ok)
	default:
		fmt.Println("default")
	}
	done := make(chan int)
	go func(n int) { done <- n * 2 }(21)
	fmt.Println(<-done)
}

func main() {
	for i := range 4 {
		fmt.Println(f(i))
	}
	order()
	fmt.Println(find(2))
	fmt.Println(find(9))
	fmt.Println(labels())
	sel()
	defer func() {
		fmt.Println("again", recover())
	}()
	defer func() {
		defer func() { fmt.Println("inner", recover()) }()
		panic("second")
	}()
	panic("first")
}
