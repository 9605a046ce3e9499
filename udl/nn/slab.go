package nn

// generations is the number of slabs that a tape uses in turn: a variable is
// known to be stale for so many resets, and longer if its place stays unused.
const generations = 8

// chunk is the number of variables that a slab grows by.
const chunk = 32

// slab holds the variables of one generation in the order in which they were
// made. They never move.
type slab struct {
	chunks []*[chunk]Var
	n      int
}

// at returns variable i.
func (s *slab) at(i int) *Var { return &s.chunks[i/chunk][i%chunk] }

// variable returns a fresh variable without value.
func (t *Tape) variable() *Var {
	s := t.now
	if s.n == chunk*len(s.chunks) {
		// All generations grow together: the steps after this one find room.
		for i := range t.vars {
			g := &t.vars[i]
			for len(g.chunks) <= s.n/chunk {
				g.chunks = append(g.chunks, new([chunk]Var))
			}
		}
	}
	v := s.at(s.n)
	*v = Var{tape: t, gen: t.gen, id: s.n}
	s.n++
	return v
}

// alloc returns a variable with memory for a shape, whose numbers are whatever
// they were.
func (t *Tape) alloc(shape []int) *Var {
	v := t.variable()
	n := 1
	for _, d := range shape {
		if d < 0 {
			panic(&Error{Op: "Tape", Shapes: [][]int{append([]int(nil), shape...)}, Msg: "a dimension is negative"})
		}
		n *= d
	}
	v.own.Data = t.memory.get(n)
	v.owner = true
	v.setShape(shape)
	return v
}

// like returns a variable with memory for the shape of x.
func (t *Tape) like(x *Var) *Var { return t.alloc(x.val.Shape) }

// matrix returns a variable with memory for n×d numbers.
func (t *Tape) matrix(n, d int) *Var {
	shape := [2]int{n, d}
	return t.alloc(shape[:])
}

// scalar returns a variable with one number.
func (t *Tape) scalar(c float64) *Var {
	shape := [1]int{1}
	v := t.alloc(shape[:])
	v.own.Data[0] = float32(c)
	return v
}

// view returns a variable of the given shape on the numbers of x from lo to hi,
// whose memory both share.
func (t *Tape) view(x *Var, lo, hi int, shape []int) *Var {
	v := t.variable()
	x.shared = true
	x.uses++ // BackwardUpdate must not change the numbers under way
	v.own.Data = x.val.Data[lo:hi:hi]
	v.setShape(shape)
	return v
}

// setShape makes x's own tensor its value, of the given shape.
func (x *Var) setShape(shape []int) {
	x.own.Shape = append(x.dims[:0], shape...)
	x.val = &x.own
}

// free gives the memory of v back to the tape.
func (t *Tape) free(v *Var) {
	if v.owner {
		t.memory.put(v.own.Data)
		v.owner = false
		v.own.Data = nil
	}
}
