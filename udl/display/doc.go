// Package display shows values while a program runs: as rich output in a
// notebook, as plain text everywhere else.
//
// Render turns any value into its MIME forms. A value chooses them by its
// methods HTML() string, SVG() string, PNG() []byte and String() string (the
// interfaces udl.HTMLer, udl.SVGer and udl.PNGer); everything else is printed
// as text, abbreviated where it is long. HTML, Markdown, LaTeX, SVG, PNG,
// JSON, Audio and Text wrap what is in its final form or nearly so; Table and
// Compare make tables, which slices of structs and matrices have of themselves.
//
//	display.Show(ctx, display.Markdown("## Filters"), image)
//	display.ShowAs(ctx, "sample", first) // a place with a name
//	display.Update(ctx, "sample", next)  // replaced where it stands
//	display.Clear(ctx)                   // what comes next begins anew
//
// Training and TextBar turn the progress events of a run into a bar with a
// learning curve (notebook) or one redrawn line (terminal).
package display
