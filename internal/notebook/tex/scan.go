package tex

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// scanner walks over the tokens of a formula: a command with its backslash, or
// one character. Spaces between tokens mean nothing in a formula.
type scanner struct {
	src string
	pos int
}

// peek returns the next token without moving, "" at the end.
func (s *scanner) peek() string {
	at := s.pos
	t := s.next()
	s.pos = at
	return t
}

// next returns the next token and moves past it.
func (s *scanner) next() string {
	s.space()
	if s.pos >= len(s.src) {
		return ""
	}
	start := s.pos
	if s.src[s.pos] != '\\' {
		_, n := utf8.DecodeRuneInString(s.src[s.pos:])
		s.pos += n
		return s.src[start:s.pos]
	}
	s.pos++
	for s.pos < len(s.src) && isLetter(s.src[s.pos]) {
		s.pos++
	}
	if s.pos == start+1 && s.pos < len(s.src) {
		_, n := utf8.DecodeRuneInString(s.src[s.pos:])
		s.pos += n
	}
	return s.src[start:s.pos]
}

// space skips spaces and comments.
func (s *scanner) space() {
	for s.pos < len(s.src) {
		c := s.src[s.pos]
		switch {
		case c == '%':
			if i := strings.IndexByte(s.src[s.pos:], '\n'); i >= 0 {
				s.pos += i
			} else {
				s.pos = len(s.src)
			}
		case c < utf8.RuneSelf && unicode.IsSpace(rune(c)):
			s.pos++
		default:
			return
		}
	}
}

// verbatim returns the text of a group in braces as it stands.
func (s *scanner) verbatim() (string, bool) {
	s.space()
	if s.pos >= len(s.src) || s.src[s.pos] != '{' {
		return "", false
	}
	depth := 0
	for i := s.pos; i < len(s.src); i++ {
		switch s.src[i] {
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				text := s.src[s.pos+1 : i]
				s.pos = i + 1
				return text, true
			}
		case '\\':
			i++
		}
	}
	return "", false
}

func isLetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }
