// Package page writes an executed notebook as one HTML file that needs no other:
// code is highlighted, formulas are MathML, pictures are inside, and the colors
// follow the reader's light or dark setting.
package page
