package session

import (
	"html"
	"strings"
	"unicode/utf8"

	"github.com/udl-go/lab/kernel/session/internal/cell"
	"github.com/udl-go/lab/kernel/session/internal/know"
	"github.com/udl-go/lab/kernel/symbols"
	"github.com/udl-go/lab/udl"
)

// Completion is what can stand at the cursor in place of what does.
type Completion struct {
	Matches    []Match
	Start, End int // what they replace, in code points
}

// Match is one completion: its text, what it is ("function", "field", "keyword" …)
// and its type or signature.
type Match struct{ Text, Type, Signature string }

// Complete says what can stand at a cursor, given in code points. The session
// stays as it is; a cell that runs is waited for.
func (s *Session) Complete(code string, cursor int) Completion {
	s.executing.Lock()
	defer s.executing.Unlock()
	code = valid(code)
	at := offset(code, cursor)
	start, found := s.know().Complete(code, at)
	c := Completion{Start: utf8.RuneCountInString(code[:start]), End: utf8.RuneCountInString(code[:at])}
	for _, m := range found {
		c.Matches = append(c.Matches, Match(m))
	}
	return c
}

// Inspect says what the name at a cursor, given in code points, means: its
// declaration and the first paragraph of its documentation. With detail, a type
// shows its methods.
func (s *Session) Inspect(code string, cursor, detail int) (udl.Bundle, bool) {
	s.executing.Lock()
	defer s.executing.Unlock()
	code = valid(code)
	a, ok := s.know().Inspect(code, offset(code, cursor))
	return card(a, detail), ok
}

// describe says what a name means: a package, pkg.Name, pkg.Type.Method, or a name
// that a cell has declared.
func (s *Session) describe(name string) (udl.Bundle, bool) {
	a, ok := s.know().Name(name)
	return card(a, 1), ok
}

// valid puts a replacement character in the place of each byte that is no UTF-8.
func valid(code string) string {
	if utf8.ValidString(code) {
		return code
	}
	return string([]rune(code))
}

// SetDocs adds documentation that is not part of the program, as in a browser; see
// symbols.SetDocs.
func SetDocs(file []byte) error { return symbols.SetDocs(file) }

// offset is the byte offset of a code point.
func offset(code string, cursor int) int {
	at := 0
	for ; cursor > 0 && at < len(code); cursor-- {
		_, n := utf8.DecodeRuneInString(code[at:])
		at += n
	}
	return at
}

// know answers by what the session knows now.
func (s *Session) know() *know.Know {
	return &know.Know{
		Session: s.engine().world, Importer: s.engine().pkgs, Paths: s.engine().pkgs.Paths,
		Doc: symbols.Doc, Comment: s.comment,
	}
}

// card shows what is known of a name.
func card(a know.About, detail int) udl.Bundle {
	decl := a.Decl
	if detail > 0 && len(a.Members) > 0 {
		decl += "\n\n" + strings.Join(a.Members, "\n")
	}
	text, markup := decl, `<pre style="margin:0">`+html.EscapeString(decl)+"</pre>"
	if a.Doc != "" {
		text += "\n\n" + a.Doc
		markup += `<p style="margin:.4em 0 0;max-width:44em">` + html.EscapeString(a.Doc) + "</p>"
	}
	return udl.Bundle{"text/plain": text, "text/html": markup}
}

// comment is what the last cell that has a comment on a name says; see
// know.Comment.
func (s *Session) comment(name string) (found string) {
	for _, text := range s.allTexts() {
		if c := know.Comment(text, name); c != "" {
			found = c
		}
	}
	return found
}

// IsComplete says whether code can run as it is: "complete", "incomplete" with
// the indent of the line that would follow, or "invalid".
func IsComplete(code string) (status, indent string) { return cell.Complete(code) }

// fileName is what positions of a cell are called after.
func fileName(number int) string { return cell.Name(number) }
