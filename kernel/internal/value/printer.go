package value

import (
	"fmt"
	"go/types"
	"strconv"
)

// printer formats values as package fmt does, where a reflect type does not say
// what the value is. It walks composites itself and gives leaves to fmt.
type printer struct {
	buf   []byte
	flags flags

	plusV, sharpV bool // %+v, %#v: not the flags of the leaves
	erroring      bool // in the text of a wrong verb: no methods
	panicking     bool // in the text of a panic of a method
	wrapping      bool // %w is allowed
}

// flags of a directive.
type flags struct {
	minus, plus, sharp, space, zero bool
	wid, prec                       int
	hasWid, hasPrec                 bool
}

// Write implements fmt.State for Format methods, as do the next three.
func (p *printer) Write(b []byte) (int, error) {
	p.buf = append(p.buf, b...)
	return len(b), nil
}

// WriteString implements io.StringWriter.
func (p *printer) WriteString(s string) (int, error) {
	p.buf = append(p.buf, s...)
	return len(s), nil
}

// Width implements fmt.State.
func (p *printer) Width() (int, bool) { return p.flags.wid, p.flags.hasWid }

// Precision implements fmt.State.
func (p *printer) Precision() (int, bool) { return p.flags.prec, p.flags.hasPrec }

// Flag implements fmt.State.
func (p *printer) Flag(c int) bool {
	switch c {
	case '-':
		return p.flags.minus
	case '+':
		return p.flags.plus || p.plusV
	case '#':
		return p.flags.sharp || p.sharpV
	case ' ':
		return p.flags.space
	case '0':
		return p.flags.zero
	}
	return false
}

func (p *printer) str(s string) { p.buf = append(p.buf, s...) }

// leaf gives a value to fmt with the directive of the printer.
func (p *printer) leaf(verb rune, x any) {
	p.buf = fmt.Appendf(p.buf, p.directive(verb, p.Flag('#')), x)
}

func (p *printer) directive(verb rune, sharp bool) string {
	b := []byte{'%'}
	for _, f := range "-+ 0" {
		if p.Flag(int(f)) {
			b = append(b, byte(f))
		}
	}
	if sharp {
		b = append(b, '#')
	}
	if p.flags.hasWid {
		b = strconv.AppendInt(b, int64(p.flags.wid), 10)
	}
	if p.flags.hasPrec {
		b = append(b, '.')
		b = strconv.AppendInt(b, int64(p.flags.prec), 10)
	}
	return string(append(b, string(verb)...))
}

// begin sets the flags for a verb: v has its own meanings of + and #.
func (p *printer) begin(f flags, verb rune) {
	p.flags, p.plusV, p.sharpV = f, false, false
	if verb == 'v' || verb == 'w' {
		p.sharpV, p.plusV = f.sharp, f.plus
		p.flags.sharp, p.flags.plus = false, false
	}
}

// Format implements fmt.Formatter: all verbs print what they print for a value
// of the real type.
func (b Boxed) Format(s fmt.State, verb rune) {
	var p printer
	p.from(s, verb)
	p.arg(b, verb)
	_, _ = s.Write(p.buf)
}

// from takes the flags of another printer.
func (p *printer) from(s fmt.State, verb rune) {
	var f flags
	f.minus, f.plus, f.sharp, f.space, f.zero = s.Flag('-'), s.Flag('+'), s.Flag('#'), s.Flag(' '), s.Flag('0')
	f.wid, f.hasWid = s.Width()
	f.prec, f.hasPrec = s.Precision()
	p.begin(f, verb)
}

var byteSlice = types.NewSlice(types.Typ[types.Uint8])

// arg prints an argument.
func (p *printer) arg(x any, verb rune) {
	n := nodeOf(x)
	switch {
	case x == nil, verb == 'T' && n.typ == nil:
		p.leaf(verb, x)
	case verb == 'T':
		p.leafPlain('s', n.name())
	case verb == 'p':
		p.pointer(n, 'p')
	case n.typ == nil && n.v.Type().PkgPath() == "" && (n.v.Kind() <= complexKind || isString(n.v) || isBytes(x)):
		p.leaf(verb, x)
	case n.typ != nil && n.v.IsValid() && types.Identical(n.typ, byteSlice):
		p.leaf(verb, n.v.Interface())
	default:
		if !p.methods(n, verb) {
			p.value(n, verb, 0)
		}
	}
}

// leafPlain is leaf without the flag #.
func (p *printer) leafPlain(verb rune, s string) {
	p.buf = fmt.Appendf(p.buf, p.directive(verb, false), s)
}

// badVerb says that a verb does not suit a value.
func (p *printer) badVerb(n node, verb rune) {
	was := p.erroring
	p.erroring = true
	p.str("%!" + string(verb) + "(")
	if n.typ == nil && !n.v.IsValid() {
		p.str("<nil>")
	} else {
		p.str(n.name() + "=")
		p.value(n, 'v', 0)
	}
	p.str(")")
	p.erroring = was
}
