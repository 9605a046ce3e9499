package tex

import (
	"errors"
	"fmt"
	"html"
	"strings"
)

// ErrUnknown reports a formula that holds something this package does not know.
var ErrUnknown = errors.New("tex: cannot typeset")

// MathML returns a formula, without its dollar signs, as a math element. A
// display formula stands on a line of its own, with limits above and below.
func MathML(formula string, display bool) (string, error) {
	p := &parser{scanner: scanner{src: formula}}
	body := p.table("")
	if p.err != nil {
		return "", p.err
	}
	mode := ""
	if display {
		mode = ` display="block"`
	}
	return "<math" + mode + ">" + body + "</math>", nil
}

// parser writes MathML while it reads and keeps the first error.
type parser struct {
	scanner
	err   error
	style alphabet
	depth int
	open  bool // nothing stands before the next symbol that it could join: a sign is a sign
}

// Formulas nest no deeper than this.
const maxDepth = 60

func (p *parser) fail(format string, args ...any) string {
	if p.err == nil {
		p.err = fmt.Errorf("%w %q: %s", ErrUnknown, p.src, fmt.Sprintf(format, args...))
	}
	p.pos = len(p.src)
	return ""
}

// row reads atoms up to one of the tokens in ends, which stays unread, and
// returns them as one element.
func (p *parser) row(ends ...string) string {
	if p.depth++; p.depth > maxDepth {
		return p.fail("it nests too deep")
	}
	defer func() { p.depth-- }()
	var atoms []string
	var last string
	for p.err == nil {
		t := p.peek()
		if t == "" || contains(ends, t) {
			break
		}
		if t == "}" || t == "&" || t == `\\` || t == `\right` || t == `\end` {
			return p.fail("unexpected %s", t)
		}
		p.open = len(atoms) == 0 || joins(last)
		last = t
		atoms = append(atoms, p.scripted())
	}
	if len(atoms) == 1 {
		return atoms[0]
	}
	return "<mrow>" + strings.Join(atoms, "") + "</mrow>"
}

// scripted reads an atom with the scripts that follow it.
func (p *parser) scripted() string {
	var a atom
	open := p.open
	if t := p.peek(); t != "_" && t != "^" && t != "'" {
		a = p.atom()
	} else {
		a = atom{ml: "<mrow></mrow>"}
	}
	var sub, sup, primes string
	for p.err == nil {
		switch p.peek() {
		case "_":
			p.next()
			if sub != "" {
				return p.fail("two subscripts")
			}
			sub = p.argument()
			continue
		case "^":
			p.next()
			if sup != "" {
				return p.fail("two superscripts")
			}
			sup = p.argument()
			continue
		case "'":
			primes += p.primes()
			continue
		case `\limits`, `\nolimits`:
			a.limits = p.next() == `\limits`
			continue
		}
		break
	}
	if primes != "" && sup != "" {
		sup = element("mrow", primes+sup)
	} else {
		sup += primes
	}
	ml := a.with(sub, sup) + p.gap(a)
	if a.function && !open {
		return thin + ml
	}
	return ml
}

// primes reads the primes behind a symbol.
func (p *parser) primes() string {
	n := 0
	for p.peek() == "'" {
		p.next()
		n++
	}
	return "<mo>" + strings.Repeat("′", n) + "</mo>"
}

const thin = `<mspace width="0.1667em"></mspace>`

// gap is the space between a named function and its argument.
func (p *parser) gap(a atom) string {
	if !a.function {
		return ""
	}
	switch t := p.peek(); t {
	case "", "(", "[", "}", "&", ")", `\left`, `\\`, `\right`, `\{`, ",", `\bigl`, `\Bigl`, `\big`, `\Big`, "^", "_":
		return ""
	}
	return thin
}

// argument reads what a command applies to: a group or a single atom.
func (p *parser) argument() string {
	if t := p.peek(); t != "{" {
		if t == "" {
			return p.fail("it ends where an argument should be")
		}
		if isDigit(t[0]) { // \frac12 has two arguments
			return element("mn", p.style.apply(p.next()))
		}
		if p.depth++; p.depth > maxDepth {
			return p.fail("it nests too deep")
		}
		defer func() { p.depth-- }()
		return p.atom().ml
	}
	p.next()
	ml := p.row("}")
	if p.next() != "}" {
		return p.fail("a brace is open")
	}
	return ml
}

// atom is a symbol or a construction, before its scripts.
type atom struct {
	ml       string
	limits   bool // scripts go above and below
	function bool // a name such as log
}

func (a atom) with(sub, sup string) string {
	over, under, both := "msup", "msub", "msubsup"
	if a.limits {
		over, under, both = "mover", "munder", "munderover"
	}
	switch {
	case sub != "" && sup != "":
		return element(both, a.ml+sub+sup)
	case sub != "":
		return element(under, a.ml+sub)
	case sup != "":
		return element(over, a.ml+sup)
	}
	return a.ml
}

// joins reports whether a token joins what stands before it with what follows.
func joins(token string) bool {
	if strings.HasPrefix(token, `\`) {
		return operators[token[1:]] != ""
	}
	return strings.Contains("=<>+-*/([,;|", token)
}

func element(name, body string) string { return "<" + name + ">" + body + "</" + name + ">" }

func escape(s string) string { return html.EscapeString(s) }

func contains(list []string, s string) bool {
	for _, t := range list {
		if t == s {
			return true
		}
	}
	return false
}
