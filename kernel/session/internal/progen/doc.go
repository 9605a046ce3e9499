// Package progen makes small random Go programs that are valid, end quickly and
// print the same on every run, so that two ways of running Go can be compared.
//
// A program is a list of items: declarations and statements, each with the
// number of the cell it stands in. [Program.Source] writes it as an ordinary
// main program, [Program.Cells] as the cells of a notebook. Both must print the
// same. [Compare] looks for seeds where a [Runner] and real Go differ, and
// [Shrink] makes what differs small.
//
// Later cells may declare functions, types, variables and constants again, and a
// cell may end with a panic: [Program.Source] then says the same in other words.
//
// Nothing printed may depend on what the language leaves open: expressions have
// no effects but those of the trace function, calls with other effects stand
// alone, maps are visited in order, slices that are appended to are never
// written through an alias, and no address is shown.
package progen
