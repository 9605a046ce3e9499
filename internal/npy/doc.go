// Package npy reads and writes NumPy's formats: NPY, one array in a file, and
// NPZ, a zip archive of them. Package dataset shows them to users, nn keeps
// weights in them, and training reads rows of files larger than memory.
//
// Errors say what is wrong with the content and name no file; whoever opened
// the file adds its name and the sentinel.
package npy
