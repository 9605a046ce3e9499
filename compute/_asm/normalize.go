package main

import (
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

func normalize(c *room) {
	c.masks()
	for _, v := range []isa{avx512{c.Context}, avx2{c.Context}} {
		addSquaresKernel(c, v)
		addProductsKernel(c, v, "addDots")
		addProductsKernel(c, v, "addScaled")
		passKernel(c, v, "affine", "(dst, x, mean, a, b []float32)", nil, affinePass)
		passKernel(c, v, "centered", "(dx, dy, x, mean, a, b, c []float32)", nil, centeredPass)
		squaresKernel(c, v)
		passKernel(c, v, "row", "(dst, x, gamma, beta []float32, mean, inv float32)", []string{"mean", "inv"}, rowPass)
		rowDotsKernel(c, v)
		passKernel(c, v, "rowGrad", "(dx, dy, x, gamma []float32, mean, inv, b, c float32)", []string{"mean", "inv", "b", "c"}, rowGradPass)
		passKernel(c, v, "lerp", "(t float32, dst, x []float32)", []string{"t"}, lerpPass)
	}
}

// addSquaresKernel writes the sums of squared distances of 16 columns, which stay
// in registers while all rows pass.
func addSquaresKernel(c *room, v isa) {
	c.function("addSquares"+v.suffix(), "func(dst, mean *[16]float64, x *float32, stride, rows int)",
		"addSquares"+v.suffix()+" is addSquaresGeneric for 16 columns.")
	dst, x, stride, rows := c.pointer("dst"), c.pointer("x"), c.pointer("stride"), c.pointer("rows")
	c.SHLQ(Imm(2), stride)
	sums, mean := c.loadLanes(v, dst), c.loadLanes(v, c.pointer("mean"))
	c.Label("loop")
	for j := range 16 / v.lanes() {
		a := v.vec()
		v.load(Mem{Base: x, Disp: j * v.bytes()}, nil, a)
		for h, d := range v.doubles(a) {
			c.VSUBPD(mean[2*j+h], d, d)
			c.VMULPD(d, d, d)
			c.VADDPD(d, sums[2*j+h], sums[2*j+h])
		}
	}
	c.ADDQ(stride, x)
	c.DECQ(rows)
	c.JNZ(LabelRef("loop"))
	c.storeLanes(v, sums, dst)
	c.RET()
}

// addProductsKernel writes the sums of dy and of its products with centered x for
// 16 columns; mean and inv are of the rows in addScaled, mean of the columns in
// addDots.
func addProductsKernel(c *room, v isa, name string) {
	scaled, signature := name == "addScaled", "func(s, q *[16]float64, dy, x, mean *float32, stride, rows int)"
	if scaled {
		signature = "func(s, q *[16]float64, dy, x, mean, inv *float32, stride, rows int)"
	}
	c.function(name+v.suffix(), signature, name+v.suffix()+" is "+name+"Generic for 16 columns.")
	s, q, dy, x, mean := c.pointer("s"), c.pointer("q"), c.pointer("dy"), c.pointer("x"), c.pointer("mean")
	stride, rows, inv := c.pointer("stride"), c.pointer("rows"), reg.GPVirtual(nil)
	if scaled {
		inv = c.pointer("inv")
	}
	c.SHLQ(Imm(2), stride)
	sums, dots := c.loadLanes(v, s), c.loadLanes(v, q)
	c.Label("loop")
	for j := range 16 / v.lanes() {
		a, b := v.vec(), v.vec()
		v.load(Mem{Base: x, Disp: j * v.bytes()}, nil, a)
		if scaled {
			c.VBROADCASTSS(Mem{Base: mean}, b)
			c.VSUBPS(b, a, a)
			c.VBROADCASTSS(Mem{Base: inv}, b)
			c.VMULPS(b, a, a)
		} else {
			c.VSUBPS(Mem{Base: mean, Disp: j * v.bytes()}, a, a)
		}
		v.load(Mem{Base: dy, Disp: j * v.bytes()}, nil, b)
		r := v.doubles(a)
		for h, d := range v.doubles(b) {
			c.VADDPD(d, sums[2*j+h], sums[2*j+h])
			c.VFMADD231PD(d, r[h], dots[2*j+h]) // the product is exact, so fusing changes nothing
		}
	}
	c.ADDQ(stride, x)
	c.ADDQ(stride, dy)
	if scaled {
		c.ADDQ(Imm(4), mean)
		c.ADDQ(Imm(4), inv)
	}
	c.DECQ(rows)
	c.JNZ(LabelRef("loop"))
	c.storeLanes(v, sums, s)
	c.storeLanes(v, dots, q)
	c.RET()
}

// emptyLanes returns sums of nothing.
func (c *room) emptyLanes(v isa) []reg.VecVirtual {
	sums := make([]reg.VecVirtual, 32/v.lanes())
	for i := range sums {
		sums[i] = v.vec()
		v.zero(sums[i])
	}
	return sums
}

// squaresKernel writes the sum of squared distances from a number.
func squaresKernel(c *room, v isa) {
	c.function("squares"+v.suffix(), "func(x []float32, mean float64) float64", "squares"+v.suffix()+" is squaresGeneric.")
	x, n, a, m := c.base("x"), c.length("x"), c.XMM(), v.vec()
	c.Load(c.Param("mean"), a)
	c.VBROADCASTSD(a, m)
	one, sums := constants{c, v}.float(1), c.emptyLanes(v)
	sixteens(c.Context, v, n, []reg.GPVirtual{x}, func(masks []reg.Register) {
		for j, mask := range masks {
			a := v.vec()
			v.load(Mem{Base: x, Disp: j * v.bytes()}, mask, a)
			d := v.doubles(a)
			for h := range d {
				c.VSUBPD(m, d[h], d[h])
			}
			if mask != nil { // the lanes that are not in use have a distance too
				c.VMOVUPS(one, a)
				v.keep(mask, a)
				for h, used := range v.doubles(a) {
					c.VMULPD(used, d[h], d[h])
				}
			}
			for h := range d {
				c.VMULPD(d[h], d[h], d[h])
				c.VADDPD(d[h], sums[2*j+h], sums[2*j+h])
			}
		}
	})
	c.Store(c.foldLanes(v, sums), c.ReturnIndex(0))
	c.RET()
}

// rowDotsKernel writes the sums of dy·gamma and of its products with the
// normalized x.
func rowDotsKernel(c *room, v isa) {
	c.function("rowDots"+v.suffix(), "func(dy, x, gamma []float32, mean, inv float32) (s, q float64)",
		"rowDots"+v.suffix()+" is rowDotsGeneric.")
	dy, x, gamma, n := c.base("dy"), c.base("x"), c.base("gamma"), c.length("x")
	mean, inv := c.scalar(v, "mean"), c.scalar(v, "inv")
	sums, dots := c.emptyLanes(v), c.emptyLanes(v)
	sixteens(c.Context, v, n, []reg.GPVirtual{dy, x, gamma}, func(masks []reg.Register) {
		for j, mask := range masks {
			g, b := v.vec(), v.vec()
			v.load(Mem{Base: dy, Disp: j * v.bytes()}, mask, g)
			v.load(Mem{Base: gamma, Disp: j * v.bytes()}, mask, b)
			c.VMULPS(b, g, g)
			v.load(Mem{Base: x, Disp: j * v.bytes()}, mask, b)
			c.VSUBPS(mean, b, b)
			c.VMULPS(inv, b, b)
			v.keep(mask, b)
			r := v.doubles(b)
			for h, d := range v.doubles(g) {
				c.VADDPD(d, sums[2*j+h], sums[2*j+h])
				c.VFMADD231PD(d, r[h], dots[2*j+h]) // the product is exact, so fusing changes nothing
			}
		}
	})
	c.Store(c.foldLanes(v, sums), c.ReturnIndex(0))
	c.Store(c.foldLanes(v, dots), c.ReturnIndex(1))
	c.RET()
}
