package kernel

import (
	"encoding/binary"
	"errors"
)

var errTooLarge = errors.New("kernel: message is too large")

// frames follows the boundaries of the frames of a connection, in one direction.
type frames struct {
	limit uint64 // of a message, all its frames together; 0 for none
	keep  int    // bytes of each frame that each gets
	each  func(flags byte, body []byte)

	skip uint64  // bytes until the next frame
	head [9]byte // of the next frame, as far as it is here
	have int
	sum  uint64 // of the frames of this message
	open bool   // a frame has begun, or the message has more of them
	body []byte
}

// pass takes the next bytes and reports a message that is too large.
func (f *frames) pass(p []byte) error {
	for len(p) > 0 {
		if f.skip > 0 {
			n := min(uint64(len(p)), f.skip)
			if room := f.keep - len(f.body); room > 0 && f.open {
				f.body = append(f.body, p[:min(n, uint64(room))]...)
			}
			f.skip -= n
			p = p[n:]
			f.ended()
			continue
		}
		f.open = true
		f.head[f.have] = p[0]
		f.have++
		p = p[1:]
		long := f.head[0]&flagLong != 0
		if f.have < 2 || long && f.have < 9 {
			continue
		}
		if err := f.begin(long); err != nil {
			return err
		}
		f.ended()
	}
	return nil
}

// begin reads the head of a frame.
func (f *frames) begin(long bool) error {
	size := uint64(f.head[1])
	if long {
		size = binary.BigEndian.Uint64(f.head[1:])
	}
	f.have = 0
	if f.limit > 0 {
		if size > f.limit {
			return errTooLarge
		}
		if f.sum += size + frameCost; f.sum > f.limit {
			return errTooLarge
		}
	}
	f.skip = size
	return nil
}

// ended notes the end of a frame, if it is one.
func (f *frames) ended() {
	if f.skip > 0 || !f.open {
		return
	}
	if f.each != nil {
		f.each(f.head[0], f.body)
		f.body = f.body[:0]
	}
	if f.head[0]&flagMore == 0 {
		f.sum, f.open = 0, false
	}
}
