// Package widget puts controls into a notebook: sliders, choices and buttons that
// drive what a cell shows.
//
//	k := widget.NewIntSlider("k", 1, 20, 5)
//	noise := widget.NewSlider("noise", 0, 1, 0.1)
//	err := widget.Interact(ctx, func() any { return draw(k.Value(), noise.Value()) }, k, noise)
//
// The controls are those of ipywidgets, drawn by the widget manager of JupyterLab,
// of the classic notebook or of VS Code, by the protocol of its version 8; see
// https://github.com/jupyter-widgets/ipywidgets/blob/main/packages/schema/messages.md.
// Where there is no such manager, as in a browser page or a program of its own, a
// control is a line of text and what it drives is shown once.
package widget
