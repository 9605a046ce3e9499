package train

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"os"

	"github.com/udl-go/lab/compute"
	"github.com/udl-go/lab/internal/npy"
	"github.com/udl-go/lab/udl"
)

// NPYConfig says which files make a Source.
type NPYConfig struct {
	Files  []string // NPY files of numbers, one per field, all with the same number of rows
	Labels string   // an NPY file of whole numbers, one per row; optional
	Memory int      // bytes that the numbers at hand may take; default 64 MiB
}

// NPY is a Source of NPY files that may be larger than memory. Numbers of every
// type of the format become float32.
//
// It holds a part of the rows at a time. A new order takes short runs of rows
// from all over the files into each part and mixes the rows of a part, so rows
// that are close in the files are apart in an epoch, and each epoch mixes anew.
type NPY struct {
	fields []*numbers
	labels *numbers   // nil without
	all    []*numbers // fields and labels
	files  []*os.File
	rows   int

	run    int   // rows that are read together
	runs   []int // their order
	short  int   // place of the last run of the files, which may be short
	group  int   // runs in a part
	order  compute.RNG
	mixed  bool
	part   int // at hand, -1 for none
	source []int
	mix    []int
	label  []int
}

// numbers are the rows of a file with memory for a part of them.
type numbers struct {
	*npy.Rows
	path string
	part []float32
}

// runsInPart is how many runs of rows make a part in a new order.
const runsInPart = 16

// OpenNPY opens the files; Close closes them. A file that is damaged or not of
// numbers is an error that wraps udl.ErrFormat, one whose rows do not fit the
// others udl.ErrShape.
func OpenNPY(c NPYConfig) (*NPY, error) {
	if len(c.Files) == 0 || c.Memory < 0 {
		return nil, fmt.Errorf("train: OpenNPY of %d files with %d bytes of memory: %w", len(c.Files), c.Memory, udl.ErrRange)
	}
	s := &NPY{part: -1}
	if err := s.open(c); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	if s.run, s.group = 1, 1; s.rows == 0 {
		return s, nil
	}
	bytes := 0 // of a row
	for _, f := range s.fields {
		bytes += 4 * f.Cols()
	}
	bytes += 3 * 8 // and of its numbers in source, mix and label
	s.run = max(1, cmp.Or(c.Memory, 64<<20)/bytes/runsInPart)
	s.group = runsInPart
	if all := (s.rows + s.run - 1) / s.run; all <= s.group {
		s.run, s.group = s.rows, 1
	}
	return s, nil
}

func (s *NPY) open(c NPYConfig) error {
	paths := c.Files
	if c.Labels != "" {
		paths = append(append([]string(nil), paths...), c.Labels)
	}
	for i, path := range paths {
		f, err := os.Open(path)
		if err != nil {
			return fmt.Errorf("train: %w", err)
		}
		s.files = append(s.files, f)
		info, err := f.Stat()
		if err != nil {
			return fmt.Errorf("train: %w", err)
		}
		r, err := npy.NewRows(f, info.Size())
		if err != nil {
			return fmt.Errorf("train: %s: %w: %w", path, err, udl.ErrFormat)
		}
		if i == 0 {
			s.rows = r.Len()
		}
		if r.Len() != s.rows {
			return fmt.Errorf("train: %s has %d rows, %s has %d: %w", path, r.Len(), paths[0], s.rows, udl.ErrShape)
		}
		n := &numbers{Rows: r, path: path}
		s.all = append(s.all, n)
		if i < len(c.Files) {
			s.fields = append(s.fields, n)
			continue
		}
		if s.labels = n; r.Cols() != 1 {
			return fmt.Errorf("train: %s has %d labels a row: %w", path, r.Cols(), udl.ErrShape)
		}
	}
	return nil
}

// Close closes the files.
func (s *NPY) Close() error {
	var err error
	for _, f := range s.files {
		err = errors.Join(err, f.Close())
	}
	s.files = nil
	return err
}

// load reads the rows of a range of the files to a place in the part.
func (n *numbers) load(at, from, to int) error {
	if err := n.Read(n.part[at*n.Cols():(at+to-from)*n.Cols()], from, to); err != nil {
		return fmt.Errorf("train: %s: rows %d to %d: %w", n.path, from, to, err)
	}
	return nil
}

// readLabels turns the labels of the part at hand into whole numbers.
func (s *NPY) readLabels() error {
	s.label = resize(s.label, len(s.source))
	for i, row := range s.source {
		v := float64(s.labels.part[i])
		if v != math.Trunc(v) || math.Abs(v) > 1<<24 { // what float32 counts without gaps
			return fmt.Errorf("train: %s: the label of row %d is %g, not a whole number up to 2^24: %w", s.labels.path, row, v, udl.ErrRange)
		}
		s.label[i] = int(v)
	}
	return nil
}
