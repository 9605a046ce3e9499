package main

import (
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

func optimize(c *room) {
	c.masks()
	for _, v := range []isa{avx512{c.Context}, avx2{c.Context}} {
		for _, name := range []string{"plain", "momentum", "nesterov", "rms", "adam"} {
			stepKernel(c, v, name)
		}
	}
}

// The places of the constants of a step, as in optimize.go of the package.
const (
	stepScale = iota
	stepDecay
	stepRate
	stepMu
	stepBeta
	stepRest
	stepRoot
	stepEps
	stepKeep
)

// step is an optimizer's step on one vector.
type step struct {
	c       *room
	v       isa
	k       func(at int) reg.VecVirtual
	w, g, d reg.VecVirtual // weights, gradient, and the gradient with decay
}

// stepKernel writes a step, operation by operation as in generic.go.
func stepKernel(c *room, v isa, name string) {
	averages := map[string][]string{"momentum": {"m"}, "nesterov": {"m"}, "rms": {"v"}, "adam": {"m", "v"}}[name]
	signature := "func(k *[9]float32, w, g"
	for _, a := range averages {
		signature += ", " + a
	}
	c.function(name+v.suffix(), signature+" []float32)", name+v.suffix()+" is "+name+"Generic.")
	w, n, pointers := c.base("w"), c.length("w"), []reg.GPVirtual{}
	pointers = append(pointers, w, c.base("g"))
	for _, a := range averages {
		pointers = append(pointers, c.base(a))
	}
	used := map[string][]int{
		"plain": {stepScale, stepDecay, stepRate}, "momentum": {stepScale, stepDecay, stepRate, stepMu},
		"nesterov": {stepScale, stepDecay, stepRate, stepMu},
		"rms":      {stepScale, stepDecay, stepRate, stepBeta, stepRest, stepEps},
		"adam":     {stepScale, stepDecay, stepRate, stepMu, stepBeta, stepRest, stepRoot, stepEps, stepKeep},
	}[name]
	k, constants := c.pointer("k"), map[int]reg.VecVirtual{}
	for _, at := range used {
		x := v.vec()
		c.VBROADCASTSS(Mem{Base: k, Disp: 4 * at}, x)
		constants[at] = x
	}
	sixteens(c.Context, v, n, pointers, func(masks []reg.Register) {
		for j, mask := range masks {
			s := &step{c: c, v: v, k: func(at int) reg.VecVirtual { return constants[at] }}
			var x []reg.VecVirtual
			for _, p := range pointers {
				r := v.vec()
				v.load(Mem{Base: p, Disp: j * v.bytes()}, mask, r)
				x = append(x, r)
			}
			s.decay(x[0], x[1])
			s.of(name, x[2:])
			for i, p := range pointers {
				if i != 1 {
					v.store(x[i], mask, Mem{Base: p, Disp: j * v.bytes()})
				}
			}
		}
	})
	c.RET()
}

// decay makes d = scale·g + decay·w; it uses g up.
func (s *step) decay(w, g reg.VecVirtual) {
	s.w, s.g, s.d = w, g, s.v.vec()
	s.c.VMULPS(s.k(stepScale), g, g)
	s.c.VMULPS(s.k(stepDecay), w, s.d)
	s.c.VADDPS(s.d, g, s.d)
}

// of updates the averages and the weights.
func (s *step) of(name string, averages []reg.VecVirtual) {
	c := s.c
	switch name {
	case "plain":
		s.descend(s.d)
	case "momentum", "nesterov":
		m := averages[0]
		c.VMULPS(s.k(stepMu), m, m)
		c.VADDPS(s.d, m, m)
		if name == "momentum" {
			c.VMULPS(s.k(stepRate), m, s.d)
			c.VSUBPS(s.d, s.w, s.w)
			return
		}
		c.VMULPS(s.k(stepMu), m, s.g)
		c.VADDPS(s.g, s.d, s.d)
		s.descend(s.d)
	case "rms":
		v := averages[0]
		s.square(v)
		c.VSQRTPS(v, s.g)
		c.VADDPS(s.k(stepEps), s.g, s.g)
		c.VDIVPS(s.g, s.d, s.d)
		s.descend(s.d)
	case "adam":
		m, v := averages[0], averages[1]
		c.VSUBPS(m, s.d, s.g)
		c.VMULPS(s.k(stepMu), s.g, s.g)
		c.VADDPS(s.g, m, m)
		s.square(v)
		c.VSQRTPS(v, s.g)
		c.VMULPS(s.k(stepRoot), s.g, s.g)
		c.VADDPS(s.k(stepEps), s.g, s.g)
		c.VDIVPS(s.g, m, s.d)
		c.VMULPS(s.k(stepKeep), s.w, s.w)
		s.descend(s.d)
	}
}

// square makes v = beta·v + rest·d·d.
func (s *step) square(v reg.VecVirtual) {
	s.c.VMULPS(s.k(stepBeta), v, v)
	s.c.VMULPS(s.k(stepRest), s.d, s.g)
	s.c.VMULPS(s.d, s.g, s.g)
	s.c.VADDPS(s.g, v, v)
}

// descend makes w −= rate·d; it uses d up.
func (s *step) descend(d reg.VecVirtual) {
	s.c.VMULPS(s.k(stepRate), d, d)
	s.c.VSUBPS(d, s.w, s.w)
}
