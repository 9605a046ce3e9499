// Package know answers while somebody types a cell: what can stand at the
// cursor, and what the name there means. It knows by the type checker, with what
// earlier cells declared, and changes nothing of the session.
//
// A cell under work is rarely correct. Its text is cut behind the cursor, the
// brackets that are open are closed, what stands before and after it is taken
// along as far as it can be parsed, and the checker goes on past errors.
package know

import "go/types"

// Session is what the cells before have declared.
type Session interface {
	Names() []string
	Lookup(name string) types.Object
	Imports() map[string]string // local name to path
	Dots() []string             // paths of dot imports
}

// Know answers for one session.
type Know struct {
	Session  Session
	Importer types.Importer
	Paths    func() []string                // of the packages that can be imported
	Doc      func(path, name string) string // the first paragraph on a name of a package
	Comment  func(name string) string       // the comment that a cell has on a name
}

// Match is one completion: its text, its kind as clients name it, and its type.
type Match struct{ Text, Type, Signature string }
