package world

import "testing"

// Each case is a notebook; where a cell must be refused, its first line says
// with which words.
func TestRedefine(t *testing.T) {
	for name, text := range map[string]string{
		"a caller sees the new result type": `
func f() int { return 1 }
func g() float64 { return float64(f()) }
---
func f() float32 { return 1 }
---
var x float64 = g()`,
		"a caller that breaks is named": `
func f() int { return 1 }
---
func g() int { return f() }
func h() int { return g() }
---
ERROR In[2]:1:23: g no longer compiles: cannot use f() (value of type string) as int value in return statement
func f() string { return "" }
---
var x int = h() + f()`,
		"a failing cell leaves no trace": `
func f() int { return 1 }
---
ERROR undefined: nosuch
type T int
func f() string { return "" }
y := f()
nosuch()
---
ERROR undefined: T
var t T
---
ERROR undefined: y
y = 1
---
var x int = f()`,
		"three levels": `
type A struct{ x int }
type B struct{ A }
type C []B
func n(c C) int { return c[0].x }
---
type A struct{ x, y int }
---
var i int = n(C{{A{1, 2}}})`,
		"old values keep the old type": `
type P struct{ X int }
a := P{1}
---
type P struct{ X, Y int }
---
ERROR a.Y undefined
a.Y
---
b := P{1, 2}
---
ERROR cannot use a (variable of struct type P) as P value in assignment
b = a`,
		"a method in a later cell belongs to the values made before": `
type P struct{ n int }
a := P{1}
b := map[string][]*P{}
c := func(p P) P { return p }
---
func (p *P) Inc() { p.n++ }
---
a.Inc(); b["x"] = append(b["x"], &a); b["x"][0].Inc(); a = c(P{3})
---
func (p P) Get() int { return p.n }
---
a.Inc()
var i int = c(a).Get()`,
		"a method of another kind breaks its callers": `
type P struct{ n int }
func (p P) M() int { return 1 }
---
func f() int { return P{}.M() }
---
ERROR f no longer compiles
func (p P) M() string { return "" }
---
var i int = P{}.M() + f()`,
		"a method makes a type an interface's": `
type P struct{ n int }
type Q struct{ P }
q := Q{P{2}}
---
ERROR missing method String
var s interface{ String() string } = q
---
func (p P) String() string { return "P" }
---
var s interface{ String() string } = q
---
s = P{3}`,
		"constants keep their iota": `
const ( A = iota * 10; B; C )
func c() [C]int { return [C]int{} }
---
const B = "b"
---
var x [20]int = c()
var s string = B
---
const C = 3
---
var x [3]int = c()`,
		"a type whose layout depends on a constant": `
const n = 3
type V [n]float64
var v V
func z() V { return V{} }
---
const n = 3
---
v = z()
---
const n = 4
---
ERROR cannot use z() (value of array type V) as V value in assignment
v = z()`,
		"a name changes its kind": `
f := 1
---
func f() int { return 7 }
---
var x int = f()
---
type f struct{ a int }
---
y := f{3}.a
---
const f = "k"
---
var s string = f`,
		"a variable keeps or loses its type": `
x := 1
func g() int { return x }
---
x := 2
---
ERROR g no longer compiles: cannot use x (variable of type string) as int value in return statement
x := "s"
---
x = g()
---
func g() string { return "q" }
---
x := "s"
---
x = g()`,
		"a package's name is taken and given back": `
import "sort"
---
func s(x []int) { sort.Ints(x) }
---
sort := 3
---
sort++
s(nil)
---
import "sort"
sort.Ints(nil)
---
ERROR use of package sort without selector
sort = 3`,
		"the last import of a name wins": `
import "math/rand"
func old() int { return rand.Intn(3) }
---
import "math/rand/v2"
---
var x int = rand.IntN(3) + old()`,
		"a statement sees what its names were": `
import "strings"
func f() int { return 1 }
const k = 3
type T struct{ a int }
x := 1
---
x := x + 1
---
x := strings.Repeat("a", x)
---
f := f() + 1
---
k := k + f
---
T := T{2}
T.a++
---
strings := strings.ToUpper("a")
---
var s string = strings + x`,
		"generic types": `
type List[T any] struct{ xs []T }
func (l *List[T]) Add(x T) { l.xs = append(l.xs, x) }
l := &List[int]{}
---
func (l *List[T]) Len() int { return len(l.xs) }
---
l.Add(3)
var n int = l.Len()
---
type List[T any] struct{ xs map[int]T }
---
ERROR l.Foo undefined
l.Foo()
---
n = l.Len()`,
		"methods of other cells move to the new type": `
type P struct{ X int }
func (p P) A() int { return p.X }
---
func (p P) B() int { return p.X }
---
type P struct{ X, Y int }
---
var i int = P{}.B()
---
ERROR P{}.A undefined
i = P{}.A()
---
ERROR P.B no longer compiles: p.X undefined
type P struct{ Z int }`,
		"mutual recursion stays together": `
type Node struct{ kids Tree }
type Tree []*Node
func walk(n *Node) { for _, k := range n.kids { visit(k) } }
func visit(n *Node) { walk(n) }
root := &Node{}
---
func (t Tree) Len() int { return len(t) }
---
walk(root); root.kids.Len()
---
func visit(n *Node) {}
---
walk(root)`,
		"methods through aliases": `
type P struct{ a int }
type A = P
p := P{1}
---
func (a A) M() int { return a.a }
---
type B = *P
func (b B) N() int { return b.M() }
---
var i int = p.M() + p.N()
---
type C = P
---
func (c *C) N() int { return 2 }
---
i = p.N() + A{}.M()`,
		"dot imports": `
import . "strings"
---
var s string = ToUpper("a") + Repeat("b", 2)
func f() string { return ToLower(s) }
var b Builder
---
func ToUpper(s string) int { return len(s) }
---
var i int = ToUpper("a")
---
ERROR f no longer compiles
func ToLower(s string) int { return 1 }
---
ERROR cannot define new methods on non-local type Builder
func (b *Builder) M() {}
---
s = f()`,
		"a type defined as another": `
type A struct{ x int }
---
type B A
type C = B
---
type D C
d := D(A{1})
---
func (d D) M() {}
---
d.M()
var e D = D(B{})
---
ERROR invalid recursive type
type E F
type F E`,
		"aliases": `
type P struct{ a int }
type A = map[string]P
var m A
---
func (p P) M() int { return p.a }
---
m["x"].M()
for _, v := range m { v.M() }
---
var n A = m`,
	} {
		t.Run(name, func(t *testing.T) { cells(t, text[1:]) })
	}
}
