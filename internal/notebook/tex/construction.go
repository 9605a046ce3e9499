package tex

import "strings"

// construction reads a command with arguments of its own.
func (p *parser) construction(name string) atom {
	switch name {
	case "frac", "dfrac", "tfrac":
		return atom{ml: p.fraction(name)}
	case "binom":
		over, under := p.argument(), p.argument()
		return atom{ml: `<mrow><mo>(</mo><mfrac linethickness="0">` + over + under + `</mfrac><mo>)</mo></mrow>`}
	case "sqrt":
		return atom{ml: p.root()}
	case "text", "textrm", "textit", "mbox":
		return atom{ml: p.text()}
	case "operatorname":
		return p.operator()
	case "left":
		return atom{ml: p.fenced()}
	case "begin":
		return atom{ml: p.environment()}
	case "overline", "underline":
		return atom{ml: p.line(name)}
	case "underbrace", "overbrace":
		return p.brace(name)
	case "underset", "overset", "stackrel":
		mark, base := p.argument(), p.argument()
		if name == "underset" {
			return atom{ml: element("munder", base+mark)}
		}
		return atom{ml: element("mover", base+mark)}
	case "not":
		return atom{ml: p.negation()}
	case "displaystyle", "textstyle", "nonumber", "notag":
		return atom{}
	}
	p.fail("unknown command \\%s", name)
	return atom{}
}

func (p *parser) fraction(name string) string {
	ml := element("mfrac", p.argument()+p.argument())
	switch name {
	case "dfrac":
		return `<mstyle displaystyle="true">` + ml + "</mstyle>"
	case "tfrac":
		return `<mstyle displaystyle="false" scriptlevel="1">` + ml + "</mstyle>"
	}
	return ml
}

func (p *parser) root() string {
	if p.peek() != "[" {
		return element("msqrt", p.argument())
	}
	p.next()
	index := p.row("]")
	p.next()
	return element("mroot", p.argument()+index)
}

func (p *parser) text() string {
	s, ok := p.verbatim()
	if !ok {
		return p.fail("a text is open")
	}
	s = strings.NewReplacer(`\ `, " ", `\%`, "%", `\_`, "_", `\$`, "$", `\&`, "&", `\#`, "#").Replace(s)
	if strings.ContainsAny(s, `\$`) {
		return p.fail("a formula inside a text")
	}
	// Spaces at the ends of an element would be dropped.
	s = strings.ReplaceAll(s, " ", "\u00a0")
	return element("mtext", escape(s))
}

// operator reads a named operator; the starred form has limits.
func (p *parser) operator() atom {
	star := p.peek() == "*"
	if star {
		p.next()
	}
	s, ok := p.verbatim()
	if !ok {
		p.fail("a name is open")
		return atom{}
	}
	s = strings.NewReplacer(`\,`, "\u2009", `\ `, "\u00a0", " ", "").Replace(s)
	if strings.ContainsAny(s, `\{}`) {
		p.fail("the name %q", s)
		return atom{}
	}
	if star {
		return atom{ml: `<mo movablelimits="true" lspace="0" rspace="0">` + escape(s) + "</mo>", limits: true, function: true}
	}
	return atom{ml: `<mi mathvariant="normal">` + escape(s) + "</mi>", function: true}
}

// fenced reads from \left to its \right; delimiters in between may be \middle.
func (p *parser) fenced() string {
	open, ok := p.delimiter()
	if !ok {
		return p.fail("a delimiter is missing")
	}
	var b strings.Builder
	b.WriteString("<mrow>" + stretchy(open, "prefix"))
	for {
		b.WriteString(p.row(`\right`, `\middle`))
		end := p.next()
		d, ok := p.delimiter()
		if !ok || end == "" {
			return p.fail("\\left has no \\right")
		}
		if end == `\right` {
			b.WriteString(stretchy(d, "postfix") + "</mrow>")
			return b.String()
		}
		b.WriteString(stretchy(d, "infix"))
	}
}

func stretchy(delimiter, form string) string {
	if delimiter == "" {
		return ""
	}
	return `<mo stretchy="true" form="` + form + `">` + delimiter + "</mo>"
}

func (p *parser) line(name string) string {
	if name == "underline" {
		return `<munder accentunder="true">` + p.argument() + `<mo stretchy="true">_</mo></munder>`
	}
	return `<mover accent="true">` + p.argument() + `<mo stretchy="true">¯</mo></mover>`
}

func (p *parser) brace(name string) atom {
	if name == "underbrace" {
		return atom{ml: `<munder>` + p.argument() + `<mo stretchy="true">⏟</mo></munder>`, limits: true}
	}
	return atom{ml: `<mover>` + p.argument() + `<mo stretchy="true">⏞</mo></mover>`, limits: true}
}

func (p *parser) negation() string {
	switch t := p.next(); t {
	case "=":
		return "<mo>≠</mo>"
	case `\in`:
		return "<mo>∉</mo>"
	case `\equiv`:
		return "<mo>≢</mo>"
	default:
		return p.fail("\\not before %s", t)
	}
}
