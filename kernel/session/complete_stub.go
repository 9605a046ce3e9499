package session

import "github.com/udl-go/lab/udl"

// Completion is what can stand at the cursor in place of what does.
type Completion struct {
	Matches    []Match
	Start, End int // what they replace, in code points
}

// Match is one completion.
type Match struct{ Text, Type, Signature string }

// Complete is not there yet.
func (s *Session) Complete(code string, cursor int) Completion {
	return Completion{Start: cursor, End: cursor}
}

// Inspect is not there yet.
func (s *Session) Inspect(code string, cursor, detail int) (udl.Bundle, bool) { return nil, false }

// Doc is not there yet.
func (s *Session) Doc(name string) (udl.Bundle, bool) { return nil, false }
