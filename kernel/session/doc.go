// Package session is one notebook session: it splits a cell into imports,
// declarations and statements, evaluates them with the yaegi interpreter and
// shows the value of the last expression. What a cell defines, later cells see.
//
//	s, err := session.New(session.Options{})
//	failure := s.Execute(ctx, session.Cell{Code: "1 + 1", Number: 1}, out)
//
// The same package serves the native worker and the browser: it opens no
// process, no network and no file. What the host must lend it, it takes from
// Options.
//
// In a cell, context.Background() and context.TODO() yield the context of the
// running cell. It is canceled by an interrupt and carries the cell's progress
// bar, display and printer, so that ordinary Go code is interruptible and shows
// its progress without a special API.
//
// Lines at the top of a cell that begin with % or ! are directives; %help lists
// them. What a cell reads from os.Stdin its user is asked for, a line at a time.
// Complete and Inspect answer while somebody types, and change nothing.
//
// A cell is compiled whole before any of it runs. Errors name the cell, line
// and column, as in In[7]:12:5. A panic, os.Exit and an interrupt end the cell
// and leave the session usable.
package session
