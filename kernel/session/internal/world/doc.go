// Package world type-checks the cells of one notebook against what earlier
// cells declared, and keeps track of what a redefinition changes.
//
//	w := world.New(importer, fset, catalog)
//	u, err := w.Check(7, c) // a refused cell leaves no trace
//	u.Commit()              // the cell's names are the session's from now on
//
// A cell becomes two packages, both with the path main. Decls holds its types,
// constants, functions, methods and variables, and again those declarations of
// earlier cells that depend on a name which the cell declares anew. Body holds
// one function with the statements. What a cell names of earlier ones is
// inserted into the package scopes, so that the cost of a cell does not grow
// with the session.
package world
