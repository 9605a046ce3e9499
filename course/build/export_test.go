package build

import "github.com/udl-go/lab/udl/dataset"

// Pictures and Labels spell a set as the files of its home.
var (
	Pictures func(*dataset.Images) []byte = pictures
	Labels   func(*dataset.Images) []byte = labels
)
