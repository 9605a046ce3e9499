package main

import (
	"strings"

	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// passBody makes the first slice of the others, in x without it, and the numbers k.
type passBody func(c *room, x, k []reg.VecVirtual) reg.VecVirtual

// passKernel writes a pass over slices; the first one is written, and read only
// where lerp does.
func passKernel(c *room, v isa, name, signature string, numbers []string, f passBody) {
	c.function(name+v.suffix(), "func"+signature, name+v.suffix()+" is "+name+"Generic.")
	var pointers []reg.GPVirtual
	slices := sliceNames(signature)
	for _, s := range slices {
		pointers = append(pointers, c.base(s))
	}
	n := c.length(slices[1])
	var k []reg.VecVirtual
	for _, s := range numbers {
		k = append(k, c.scalar(v, s))
	}
	read := pointers[1:]
	if name == "lerp" {
		read = pointers
	}
	sixteens(c.Context, v, n, pointers, func(masks []reg.Register) {
		for j, mask := range masks {
			var x []reg.VecVirtual
			for _, p := range read {
				r := v.vec()
				v.load(Mem{Base: p, Disp: j * v.bytes()}, mask, r)
				x = append(x, r)
			}
			v.store(f(c, x, k), mask, Mem{Base: pointers[0], Disp: j * v.bytes()})
		}
	})
	c.RET()
}

// sliceNames returns the parameters that are slices.
func sliceNames(signature string) []string {
	list, _, _ := strings.Cut(strings.Trim(signature, "()"), " []float32")
	if at := strings.LastIndex(list, "float32, "); at >= 0 {
		list = list[at+len("float32, "):]
	}
	return strings.Split(list, ", ")
}

// affinePass is (x − mean)·a + b.
func affinePass(c *room, x, _ []reg.VecVirtual) reg.VecVirtual {
	c.VSUBPS(x[1], x[0], x[0])
	c.VMULPS(x[2], x[0], x[0])
	c.VADDPS(x[3], x[0], x[0])
	return x[0]
}

// centeredPass is a·((dy − b) − (x − mean)·c).
func centeredPass(c *room, x, _ []reg.VecVirtual) reg.VecVirtual {
	dy, r, mean, a, b, k := x[0], x[1], x[2], x[3], x[4], x[5]
	c.VSUBPS(mean, r, r)
	c.VMULPS(k, r, r)
	c.VSUBPS(b, dy, dy)
	c.VSUBPS(r, dy, dy)
	c.VMULPS(a, dy, dy)
	return dy
}

// rowPass is ((x − mean)·inv)·gamma + beta.
func rowPass(c *room, x, k []reg.VecVirtual) reg.VecVirtual {
	c.VSUBPS(k[0], x[0], x[0])
	c.VMULPS(k[1], x[0], x[0])
	c.VMULPS(x[1], x[0], x[0])
	c.VADDPS(x[2], x[0], x[0])
	return x[0]
}

// rowGradPass is inv·((dy·gamma − b) − ((x − mean)·inv)·c).
func rowGradPass(c *room, x, k []reg.VecVirtual) reg.VecVirtual {
	dy, h, gamma := x[0], x[1], x[2]
	c.VMULPS(gamma, dy, dy)
	c.VSUBPS(k[2], dy, dy)
	c.VSUBPS(k[0], h, h)
	c.VMULPS(k[1], h, h)
	c.VMULPS(k[3], h, h)
	c.VSUBPS(h, dy, dy)
	c.VMULPS(k[1], dy, dy)
	return dy
}

// lerpPass is dst + t·(x − dst).
func lerpPass(c *room, x, k []reg.VecVirtual) reg.VecVirtual {
	dst, y := x[0], x[1]
	c.VSUBPS(dst, y, y)
	c.VMULPS(k[0], y, y)
	c.VADDPS(y, dst, dst)
	return dst
}
