// Package dataset finds and reads data.
//
// A set is a name and some files. MNIST is the one that everything else is
// measured on; ReadIDX, ReadNPY and ReadNPZ read the formats that others come
// in, and WriteIDX, WriteNPY and WriteNPZ write them for other tools.
//
//	train, test, err := dataset.MNIST(ctx)
//	if err != nil {
//		return err // a *MissingError says how to get it
//	}
//	train = train.Take(dataset.Budget(ctx, train.Len())).Binarize(0)
//
// The files of a set are searched in this order, the first place that has all
// of them wins:
//
//  1. the files of the context (WithFiles), for tests and the browser
//  2. the folder named by the environment variable UDL_DATA
//  3. the folder data of the working directory
//  4. the folder udl of the user's cache, where "udl data get NAME" puts them
//
// In each place a file F of the set mnist may be called mnist-F, mnist/F or F,
// with or without .gz.
//
// Files come from anywhere, so the readers trust nothing: a damaged file is an
// error that wraps udl.ErrFormat and says what is wrong with which file, and
// memory grows with the data that are there, not with what a header claims.
package dataset
