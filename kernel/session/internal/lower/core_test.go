package lower_test

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/traefik/yaegi/interp"

	"github.com/udl-go/lab/kernel/symbols"
)

// The forms that emitted code is made of, each with what it must print.
var core = []struct{ name, decls, body, want string }{
	{"backward jump out of a branch", "", `i := 0
L1:
t := i + 1
if t < 4 {
i = t
goto L1
}
print__(i)`, "3\n"},
	{"struct copies", "type T struct { A int; B [2]int }", `s := T{}
p := &s
p.A = 1
t := *p
p.A = 2
xs := []T{t}
e := xs[0]
xs[0].A = 5
print__(t.A, e.A, p.A)`, "1 1 2\n"},
	{"small integers", "", `x := uint8(250)
y := (x + uint8(10)) / 2
z := int8(127)
z = z + 1
print__(y, z)`, "2 -128\n"},
	{"closure of a factory", `func mk(b *int, s string) func(int, ...string) int {
return func(a int, r ...string) int {
*b = *b + a
return *b + len(r) + len(s)
}
}`, `c := new(int)
f := mk(c, "ab")
r := []string{"x", "y"}
t := f(5, r...)
print__(t, *c)`, "9 5\n"},
	{"named results set by a deferred closure", `func f(n int) (r0 int, r1 string) {
defer func() {
if recover() != nil {
r0 = 42
r1 = "rec"
}
}()
if n > 0 {
panic("x")
}
return n, "ok"
}`, `a, b := f(1)
c, d := f(0)
print__(a, b, c, d)`, "42 rec 0 ok\n"},
	{"address of an element behind an array pointer", "", `a := [3]int{}
p := &a
s := p[:]
q := &s[1]
*q = 7
print__(a[1], p[1])`, "7 7\n"},
	{"copies in an any", "type T struct { A int }", `a := T{}
i := any(a)
a.A = 2
j, ok := i.(T)
print__(j.A, ok)`, "0 true\n"},
	{"channels of structs", "type T struct { A int }", `c := make(chan T, 1)
a := T{}
c <- a
a.A = 9
r := <-c
print__(r.A)`, "0\n"},
}

func TestCore(t *testing.T) {
	for _, c := range core {
		t.Run(c.name, func(t *testing.T) {
			var out bytes.Buffer
			i := interp.New(interp.Options{Stdout: &out})
			require.NoError(t, i.Use(symbols.Table))
			src := "package main\n\nimport \"fmt\"\n\nfunc print__(a ...any) { fmt.Println(a...) }\n" +
				c.decls + "\nfunc cell__() {\n" + c.body + "\nreturn\n}\n"
			_, err := i.Eval(src)
			require.NoError(t, err)
			_, err = i.Eval("cell__()")
			require.NoError(t, err)
			require.Equal(t, c.want, out.String())
		})
	}
}
