package value

import (
	"reflect"
	"strings"
	"unicode/utf8"
)

// scanner reads the directives of a format.
type scanner struct {
	text      string
	pos       int
	args      []any
	arg       int  // the next argument
	reordered bool // an argument was named by its number
	bad       bool // in this directive: a number that names no argument
}

// format prints all of a format and returns the arguments of %w.
func (p *printer) format(text string, args []any) (wrapped []int) {
	s := &scanner{text: text, args: args}
	for {
		i := strings.IndexByte(s.text[s.pos:], '%')
		if i < 0 {
			p.str(s.text[s.pos:])
			break
		}
		p.str(s.text[s.pos : s.pos+i])
		s.pos += i + 1
		verb, f, ok := s.directive(p)
		switch {
		case !ok:
			p.str("%!(NOVERB)")
		case verb == '%':
			p.str("%")
		case s.bad:
			p.str("%!" + string(verb) + "(BADINDEX)")
		case s.arg >= len(args):
			p.str("%!" + string(verb) + "(MISSING)")
		default:
			if verb == 'w' {
				wrapped = append(wrapped, s.arg)
			}
			p.begin(f, verb)
			p.arg(args[s.arg], verb)
			s.arg++
		}
		if !ok {
			break
		}
	}
	if !s.reordered && s.arg < len(args) {
		p.extra(args[s.arg:])
	}
	return wrapped
}

func (p *printer) extra(args []any) {
	p.begin(flags{}, 0)
	p.str("%!(EXTRA ")
	for i, x := range args {
		if i > 0 {
			p.str(", ")
		}
		if x == nil {
			p.str("<nil>")
			continue
		}
		p.str(nodeOf(x).name() + "=")
		p.arg(x, 'v')
	}
	p.str(")")
}

// directive reads what follows a percent sign, the verb included; it fails when
// the format ends before the verb.
func (s *scanner) directive(p *printer) (verb rune, f flags, ok bool) {
	s.bad = false
	s.flags(&f)
	indexed := s.index()
	if s.next('*') {
		if f.wid, f.hasWid = s.count(); !f.hasWid {
			p.str("%!(BADWIDTH)")
		}
		if f.wid < 0 {
			f.wid, f.minus, f.zero = -f.wid, true, false
		}
		indexed = false
	} else {
		f.wid, f.hasWid = s.number()
		s.bad = s.bad || indexed && f.hasWid
	}
	if s.pos+1 < len(s.text) && s.next('.') {
		s.bad = s.bad || indexed
		indexed = s.index()
		if s.next('*') {
			f.prec, f.hasPrec = s.count()
			if f.prec < 0 {
				f.prec, f.hasPrec = 0, false
			}
			if !f.hasPrec {
				p.str("%!(BADPREC)")
			}
			indexed = false
		} else {
			f.prec, _ = s.number()
			f.hasPrec = true
		}
	}
	if !indexed {
		s.index()
	}
	if s.pos >= len(s.text) {
		return 0, f, false
	}
	verb, size := utf8.DecodeRuneInString(s.text[s.pos:])
	s.pos += size
	return verb, f, true
}

func (s *scanner) flags(f *flags) {
	for ; s.pos < len(s.text); s.pos++ {
		switch s.text[s.pos] {
		case '#':
			f.sharp = true
		case '0':
			f.zero = true
		case '+':
			f.plus = true
		case '-':
			f.minus = true
		case ' ':
			f.space = true
		default:
			return
		}
	}
}

func (s *scanner) next(c byte) bool {
	if s.pos < len(s.text) && s.text[s.pos] == c {
		s.pos++
		return true
	}
	return false
}

const tooLarge = 1_000_000 // of widths and precisions

func (s *scanner) number() (n int, ok bool) {
	n, ok, s.pos = digits(s.text, s.pos)
	return n, ok
}

// digits reads a number; one that is too large uses up the text.
func digits(text string, pos int) (n int, ok bool, end int) {
	for ; pos < len(text) && '0' <= text[pos] && text[pos] <= '9'; pos++ {
		if n > tooLarge {
			return 0, false, len(text)
		}
		n, ok = n*10+int(text[pos]-'0'), true
	}
	return n, ok, pos
}

// index reads [n], the number of the next argument.
func (s *scanner) index() bool {
	if s.pos >= len(s.text) || s.text[s.pos] != '[' {
		return false
	}
	s.reordered = true
	rest := s.text[s.pos:]
	end := strings.IndexByte(rest, ']')
	if len(rest) < 3 || end < 0 {
		s.pos++
		s.bad = true
		return false
	}
	s.pos += end + 1
	n, ok, stop := digits(rest[:end], 1)
	if !ok || stop != end {
		s.bad = true
		return false
	}
	if n < 1 || n > len(s.args) {
		s.bad = true
		return true
	}
	s.arg = n - 1
	return true
}

// count takes an argument as a width or precision.
func (s *scanner) count() (n int, ok bool) {
	if s.arg >= len(s.args) {
		return 0, false
	}
	v := reflect.ValueOf(Raw(s.args[s.arg]))
	s.arg++
	switch {
	case v.CanInt():
		n, ok = int(v.Int()), int64(int(v.Int())) == v.Int()
	case v.CanUint():
		n, ok = int(v.Uint()), v.Uint() < 1<<31
	}
	if n > tooLarge || n < -tooLarge {
		return 0, false
	}
	return n, ok
}
