package lower_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/kernel/session/internal/lower"
)

const fibSource = `package main

func fib(n int) int {
	if n < 2 {
		return n
	}
	return fib(n-1) + fib(n-2)
}

func main() { fib(22) }
`

const loopSource = `package main

func main() {
	s, n := 0, 1000000
	for i := 0; i < n; i++ {
		s += i
	}
}
`

func benchmark(b *testing.B, src string, core bool) {
	text, entry := src, "start__"
	var out bytes.Buffer
	code, p := lowered(b, src, lower.Options{})
	i := interpreter(b, &out, p, code)
	if core {
		text, entry = code.Text(), code.Entry
	} else {
		text = strings.Replace(text, "func main()", "func start__()", 1)
	}
	_, err := i.Eval(text)
	require.NoError(b, err)
	for b.Loop() {
		_, err = i.Eval(entry + "()")
		require.NoError(b, err)
	}
}

func BenchmarkFib(b *testing.B)     { benchmark(b, fibSource, true) }
func BenchmarkFibRaw(b *testing.B)  { benchmark(b, fibSource, false) }
func BenchmarkLoop(b *testing.B)    { benchmark(b, loopSource, true) }
func BenchmarkLoopRaw(b *testing.B) { benchmark(b, loopSource, false) }
