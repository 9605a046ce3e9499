// Package plot draws the pictures of unsupervised learning: mosaics of images,
// learning curves, scatters, histograms and heat maps.
//
// The functions return values that show themselves in a notebook: an Image by
// its method PNG, a Figure by its method SVG. Outside a notebook the same
// methods give the bytes of a file.
//
//	filters, err := plot.Columns(weights, plot.MosaicConfig{Symmetric: true})
//	curve, err := plot.Line(plot.Config{Title: "PCD", XLabel: "epoch"},
//		plot.Series{Name: "train", Y: train}, plot.Series{Name: "test", Y: test})
//
// A figure is a white card with dark text whatever the theme around it: a
// notebook shows SVG as an image, which the page's colors do not reach, so that
// a transparent background would leave dark text on dark ground. Its eight
// colors are those of Okabe and Ito, which color-blind readers can tell apart.
// Figures are written by the package itself, from the standard library alone,
// because a browser has to download whatever it imports; equal data give equal
// text.
package plot
