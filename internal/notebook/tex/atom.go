package tex

import (
	"strings"
	"unicode/utf8"
)

// atom reads one symbol, group or command with its arguments.
func (p *parser) atom() atom {
	t := p.next()
	switch {
	case t == "{":
		ml := p.row("}")
		if p.next() != "}" {
			p.fail("a brace is open")
		}
		return atom{ml: element("mrow", ml)}
	case strings.HasPrefix(t, `\`):
		return p.command(t)
	case '0' <= t[0] && t[0] <= '9':
		return atom{ml: p.numeral(t)}
	}
	return atom{ml: p.symbol(t)}
}

// numeral reads the digits of a number, with a point or a comma inside.
func (p *parser) numeral(first string) string {
	if p.style.set {
		return element("mn", p.style.apply(first))
	}
	n := first
	for p.pos < len(p.src) {
		c := p.src[p.pos]
		inside := (c == '.' || c == ',') && p.pos+1 < len(p.src) && isDigit(p.src[p.pos+1])
		if !isDigit(c) && !inside {
			break
		}
		n += string(c)
		p.pos++
	}
	return element("mn", n)
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// symbol returns a single character of the formula.
func (p *parser) symbol(t string) string {
	r, _ := utf8.DecodeRuneInString(t)
	switch {
	case len(t) == 1 && isLetter(t[0]):
		return p.style.identifier(t)
	case t == "-" && p.open:
		return `<mo form="prefix">−</mo>`
	case t == "-":
		return "<mo>−</mo>"
	case t == "." || t == ":" && p.open:
		return `<mi mathvariant="normal">` + t + "</mi>"
	case t == "*":
		return "<mo>∗</mo>"
	case strings.Contains("()[]", t):
		return `<mo stretchy="false">` + t + "</mo>"
	case t == "|" || t == "/":
		return `<mo stretchy="false" lspace="0" rspace="0">` + t + "</mo>"
	case t == ":":
		return `<mo lspace="0.2778em" rspace="0.2778em">:</mo>`
	case t == "~":
		return `<mspace width="0.3333em"></mspace>`
	case strings.Contains("+=<>!,;?@\"`", t):
		return "<mo>" + escape(t) + "</mo>"
	case r > utf8.RuneSelf:
		return element("mi", escape(t))
	}
	return p.fail("unexpected %s", t)
}

// command reads what follows a command.
func (p *parser) command(t string) atom {
	name := t[1:]
	if s, ok := identifiers[name]; ok {
		return atom{ml: p.style.identifier(s)}
	}
	if s, ok := operators[name]; ok {
		return atom{ml: "<mo>" + escape(s) + "</mo>"}
	}
	if s, ok := fences[name]; ok {
		return atom{ml: `<mo stretchy="false">` + s + "</mo>"}
	}
	if s, ok := large[name]; ok {
		return atom{ml: `<mo movablelimits="true">` + s + "</mo>", limits: !strings.HasPrefix(name, "int") && !strings.HasPrefix(name, "oint")}
	}
	if functions[name] {
		return atom{ml: element("mi", name), function: true}
	}
	if s, ok := limits[name]; ok {
		return atom{ml: `<mo movablelimits="true" lspace="0" rspace="0">` + s + "</mo>", limits: true, function: true}
	}
	if s, ok := accents[name]; ok {
		return atom{ml: `<mover accent="true">` + p.argument() + `<mo stretchy="` + s.stretchy() + `">` + s.mark + "</mo></mover>"}
	}
	if w, ok := spaces[name]; ok {
		return atom{ml: `<mspace width="` + w + `"></mspace>`}
	}
	if a, ok := alphabets[name]; ok {
		return atom{ml: p.styled(a)}
	}
	if size, ok := sizes[name]; ok {
		return atom{ml: p.sized(size)}
	}
	return p.construction(name)
}

// styled reads an argument in another alphabet.
func (p *parser) styled(a alphabet) string {
	before := p.style
	p.style = a
	defer func() { p.style = before }()
	if a.word {
		if at := p.pos; p.peek() == "{" {
			if w, ok := p.verbatim(); ok && isWord(w) {
				return `<mi mathvariant="normal">` + escape(w) + "</mi>"
			}
			p.pos = at
		}
	}
	return p.argument()
}

func isWord(s string) bool {
	for i := range len(s) {
		if !isLetter(s[i]) && !isDigit(s[i]) {
			return false
		}
	}
	return s != ""
}

// sized reads a delimiter that is larger than the text.
func (p *parser) sized(size string) string {
	d, ok := p.delimiter()
	if !ok {
		return p.fail("a delimiter is missing")
	}
	return `<mo stretchy="true" minsize="` + size + `" maxsize="` + size + `">` + d + "</mo>"
}

// delimiter reads a delimiter; a point stands for none.
func (p *parser) delimiter() (string, bool) {
	t := p.next()
	switch {
	case t == ".":
		return "", true
	case t == "|", t == "(", t == ")", t == "[", t == "]", t == "/":
		return t, true
	case t == "<":
		return "⟨", true
	case t == ">":
		return "⟩", true
	case strings.HasPrefix(t, `\`):
		s, ok := fences[t[1:]]
		return s, ok
	}
	return "", false
}
