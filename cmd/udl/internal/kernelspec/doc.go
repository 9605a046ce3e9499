// Package kernelspec tells Jupyter about the kernel: a folder with kernel.json
// and a logo, in one of the places where Jupyter looks.
package kernelspec
