package train

import (
	"fmt"

	"github.com/udl-go/lab/compute"
	"github.com/udl-go/lab/udl"
)

// Start implements Source.
func (s *NPY) Start(order *compute.RNG) (rows int, err error) {
	all := (s.rows + s.run - 1) / s.run
	s.runs = resize(s.runs, all)
	if s.mixed = order != nil; s.mixed {
		s.order = *order
		shuffle(order, s.runs)
	} else {
		for i := range s.runs {
			s.runs[i] = i
		}
	}
	for place, i := range s.runs {
		if i == all-1 {
			s.short = place
		}
	}
	if all > s.group || s.part < 0 {
		s.part = -1
	} else {
		s.permute(0) // all rows are at hand already
	}
	return s.rows, nil
}

// start returns the place in the order at which a part begins.
func (s *NPY) start(part int) int {
	runs := min(part*s.group, len(s.runs))
	places := runs * s.run
	if s.short < runs {
		places -= len(s.runs)*s.run - s.rows
	}
	return places
}

// Read implements Source.
func (s *NPY) Read(b *Batch, from, to int) error {
	if from < 0 || to < from || to > s.rows || len(s.runs) == 0 && s.rows > 0 {
		return fmt.Errorf("train: rows %d to %d of %d were asked for, or Start was not called: %w", from, to, s.rows, udl.ErrRange)
	}
	b.indices(to-from, s.labels != nil)
	for i, f := range s.fields {
		b.Field(i, to-from, f.Shape()[1:]...)
	}
	for at := from; at < to; {
		part := at / (s.run * s.group)
		if at >= s.start(part+1) { // the short run came before
			part++
		}
		if err := s.load(part); err != nil {
			return err
		}
		begin := s.start(part)
		end := min(to, s.start(part+1))
		for ; at < end; at++ {
			row := s.mix[at-begin]
			b.Rows[at-from] = s.source[row]
			if s.labels != nil {
				b.Labels[at-from] = s.label[row]
			}
			for i, f := range s.fields {
				copy(b.X[i].Row(at-from), f.part[row*f.Cols():(row+1)*f.Cols()])
			}
		}
	}
	return nil
}

// load reads a part, unless it is at hand.
func (s *NPY) load(part int) error {
	if part == s.part {
		return nil
	}
	s.part = -1
	for _, f := range s.all {
		if need := min(s.run*s.group, s.rows) * f.Cols(); len(f.part) < need {
			f.part = make([]float32, need)
		}
	}
	s.source = s.source[:0]
	for _, run := range s.runs[part*s.group : min((part+1)*s.group, len(s.runs))] {
		from, to := run*s.run, min((run+1)*s.run, s.rows)
		for _, f := range s.all {
			if err := f.load(len(s.source), from, to); err != nil {
				return err
			}
		}
		for row := from; row < to; row++ {
			s.source = append(s.source, row)
		}
	}
	if s.labels != nil {
		if err := s.readLabels(); err != nil {
			return err
		}
	}
	s.part = part
	s.permute(part)
	return nil
}

// permute mixes the rows of a part, or puts them into their own order.
func (s *NPY) permute(part int) {
	s.mix = resize(s.mix, len(s.source))
	if s.mixed {
		shuffle(s.order.Stream(uint64(part)), s.mix)
		return
	}
	for i := range s.mix {
		s.mix[i] = i
	}
}
