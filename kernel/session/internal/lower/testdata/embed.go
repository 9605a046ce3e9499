package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"
)

type buf struct {
	*bytes.Buffer
	n int
}

type up struct{ r io.Reader }

func (u up) Read(p []byte) (int, error) {
	n, err := u.r.Read(p)
	copy(p[:n], bytes.ToUpper(p[:n]))
	return n, err
}

type count struct {
	mu sync.Mutex
	m  map[string]int
}

func (c *count) add(k string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.m[k]++
}

type MyErr struct{ why string }

func (e *MyErr) Error() string { return "my " + e.why }

type Animal interface {
	Name() string
	Sound() string
}
type base struct{ name string }

func (b base) Name() string { return b.name }

type Dog struct{ base }

func (Dog) Sound() string { return "wau" }

type Days time.Duration

func (d *Days) Set(n int) { *d = Days(n) }

func div(a, b int) (q int, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = r.(error)
		}
	}()
	return a / b, nil
}

var total int

func main() {
	b := buf{&bytes.Buffer{}, 1}
	b.WriteString("abc")
	fmt.Fprintf(b, "-%d", 5)
	fmt.Println(b.String(), b.Len())
	all, err := io.ReadAll(up{strings.NewReader("hello")})
	fmt.Println(string(all), err)
	c := count{m: map[string]int{}}
	var wg sync.WaitGroup
	for i := range 10 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			c.add(fmt.Sprint(i % 2))
		}()
	}
	wg.Wait()
	fmt.Println(c.m["0"], c.m["1"])
	e := fmt.Errorf("wrap: %w", &MyErr{"x"})
	fmt.Println(e, errors.Is(e, e))
	as := []Animal{Dog{base{"rex"}}, &Dog{base{"bo"}}}
	for _, a := range as {
		fmt.Println(a.Name(), a.Sound())
	}
	var d Days
	d.Set(4)
	fmt.Println(d, 3*time.Second, time.Duration(d))
	fmt.Println(div(1, 0))
	total = 3
	total += 2
	pt := &total
	*pt *= 10
	fmt.Println(total)
	sc := bufio.NewScanner(strings.NewReader("a\nb"))
	for sc.Scan() {
		fmt.Print(sc.Text(), ";")
	}
	fmt.Println()
	grid := [3][2]int{}
	grid[1][1] = 5
	g2 := grid
	g2[1][1]++
	fmt.Println(grid, g2, grid == g2)
	type key struct{ a, b int }
	mk := map[key][]int{}
	mk[key{1, 2}] = append(mk[key{1, 2}], 1, 2)
	fmt.Println(mk[key{1, 2}], len(mk))
	fn := strings.ToUpper
	fmt.Println(fn("x"), strings.Map(func(r rune) rune { return r + 1 }, "abc"))
	ch := make(chan int)
	go func() {
		for i := range 3 {
			ch <- i
		}
		close(ch)
	}()
	for v := range ch {
		fmt.Print(v, " ")
	}
	v, ok := <-ch
	fmt.Println(v, ok)
	a, z := 1, 2
	for i := 0; i < 3; i++ {
		a, z = z, a
	}
	fmt.Println(a, z)
}
