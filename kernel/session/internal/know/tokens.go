package know

import (
	"go/scanner"
	"go/token"
	"strings"
	"unicode"
	"unicode/utf8"
)

// tok is a token of a cell.
type tok struct {
	kind     token.Token
	off, end int
	lit      string
}

// tokens are the tokens of a text, with the semicolons that line ends make.
func tokens(text string) (all []tok) {
	fset := token.NewFileSet()
	file := fset.AddFile("", -1, len(text))
	var s scanner.Scanner
	s.Init(file, []byte(text), func(token.Position, string) {}, scanner.ScanComments)
	for {
		pos, kind, lit := s.Scan()
		if kind == token.EOF {
			return all
		}
		off := file.Offset(pos)
		if kind == token.SEMICOLON && lit == "\n" && off >= len(text) {
			continue // there may be more to come
		}
		end := off + len(lit)
		switch {
		case kind == token.SEMICOLON && lit == "\n":
			end = off
		case lit == "" || kind.IsOperator() && kind != token.SEMICOLON:
			end = off + len(kind.String())
		}
		end = min(end, len(text))
		all = append(all, tok{kind, off, end, lit})
		if rest, _, _ := strings.Cut(text[end:], "\n"); kind == token.ILLEGAL && strings.TrimSpace(rest) == "" {
			all = append(all, tok{token.SEMICOLON, end, end, "\n"}) // the line ends, whatever it was
		}
	}
}

// identStart is where the identifier begins that ends at off.
func identStart(text string, off int) int {
	for off > 0 {
		r, n := utf8.DecodeLastRuneInString(text[:off])
		if r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			break
		}
		off -= n
	}
	for off < len(text) { // a number is none
		r, _ := utf8.DecodeRuneInString(text[off:])
		if !unicode.IsDigit(r) {
			break
		}
		off++
	}
	return off
}

// identEnd is where the identifier ends that begins at off or before.
func identEnd(text string, off int) int {
	for off < len(text) {
		r, n := utf8.DecodeRuneInString(text[off:])
		if r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			break
		}
		off += n
	}
	return off
}

// level is a bracket that is open, or none at the outermost level, and the
// statement in it.
type level struct {
	kind  token.Token
	at    int  // index of its token, -1
	first int  // index of the statement's first token
	block bool // the statement has its block
}

// levels returns what tokens leave open, the innermost last.
func levels(toks []tok) []level {
	stack := []level{{at: -1}}
	for i, t := range toks {
		top := &stack[len(stack)-1]
		switch t.kind {
		case token.LPAREN, token.LBRACK, token.LBRACE:
			top.block = top.block || t.kind == token.LBRACE
			stack = append(stack, level{kind: t.kind, at: i, first: i + 1})
		case token.RPAREN, token.RBRACK, token.RBRACE:
			if len(stack) > 1 {
				stack = stack[:len(stack)-1]
			}
		case token.SEMICOLON, token.COLON:
			header := top.first < i && headed[toks[top.first].kind] && !top.block
			if t.lit == "\n" || t.kind == token.SEMICOLON && !header || t.kind == token.COLON && toks[min(top.first, i)].kind == token.CASE {
				top.first, top.block = i+1, false
			}
		case token.ELSE:
			top.block = false
		}
	}
	return stack
}

// headed begin statements with a header and a block.
var headed = map[token.Token]bool{token.IF: true, token.FOR: true, token.SWITCH: true, token.SELECT: true}

// closing are the brackets that close others.
var closing = map[token.Token]string{token.LPAREN: ")", token.LBRACK: "]", token.LBRACE: "}"}

// closers is the text that makes cut-off code whole: the brackets, a block for a
// statement that lacks it, a colon for a case.
func closers(toks []tok) (text string) {
	stack := levels(toks)
	for i := len(stack) - 1; i >= 0; i-- {
		l := stack[i]
		if l.first < len(toks) && l.kind != token.LPAREN && l.kind != token.LBRACK {
			switch first := toks[l.first].kind; {
			case headed[first] && !l.block:
				if first == token.FOR && assigns(toks[l.first:]) {
					text += ";;"
				}
				text += " {}"
			case first == token.CASE:
				text += ":"
			case first == token.GO || first == token.DEFER:
				text += "()"
			}
		}
		text += closing[l.kind]
	}
	return text
}

// assigns reports whether the header of a loop ends in its first statement.
func assigns(toks []tok) (yes bool) {
	for _, t := range toks {
		switch t.kind {
		case token.DEFINE, token.ASSIGN:
			yes = true
		case token.SEMICOLON, token.RANGE:
			return false
		}
	}
	return yes
}
