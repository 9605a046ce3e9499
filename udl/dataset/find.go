package dataset

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

type filesKey struct{}

// WithFiles returns a context in which files are searched in f first.
func WithFiles(ctx context.Context, f fs.FS) context.Context {
	return context.WithValue(ctx, filesKey{}, f)
}

// Place is a folder that is searched for data.
type Place struct {
	Name string // for people, such as "$UDL_DATA (/srv/data)"
	Dir  string // the folder's path; empty for the files of a context
	FS   fs.FS  // its files; nil when the place does not exist
}

// Locations returns the places that are searched, in order.
func Locations(ctx context.Context) []Place {
	var places []Place
	if f, ok := ctx.Value(filesKey{}).(fs.FS); ok && f != nil {
		places = append(places, Place{Name: "the context's files", FS: f})
	}
	if dir := os.Getenv("UDL_DATA"); dir != "" {
		places = append(places, folder("$UDL_DATA", dir))
	} else {
		places = append(places, Place{Name: "$UDL_DATA (not set)"})
	}
	places = append(places, folder("./data", "data"))
	if dir, err := CacheDir(); err == nil {
		places = append(places, folder("the user's cache", dir))
	}
	return places
}

// CacheDir returns the folder of the user's cache that holds fetched sets,
// whether it exists or not.
func CacheDir() (string, error) {
	dir, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("dataset: no cache folder: %w", err)
	}
	return filepath.Join(dir, "udl"), nil
}

func folder(name, dir string) Place {
	if abs, err := filepath.Abs(dir); err == nil {
		dir = abs
	}
	p := Place{Name: fmt.Sprintf("%s (%s)", name, dir), Dir: dir}
	if info, err := os.Stat(dir); err == nil && info.IsDir() {
		p.FS = os.DirFS(dir)
	}
	return p
}

// Find returns the files of a set, all from the first place that has them all,
// in the order asked for. The names are those of the set's home, without .gz.
// The error is a *MissingError.
func Find(ctx context.Context, set string, files ...string) ([]File, error) {
	missing := &MissingError{Name: set, Hint: "udl data get " + set}
	if runtime.GOOS == "js" {
		missing.Hint = "this page was built without it"
	}
	for _, p := range Locations(ctx) {
		if p.FS == nil {
			missing.Looked = append(missing.Looked, p.Name+absence(p))
			continue
		}
		var found []File
		var lacks []string
		for _, name := range files {
			if f, ok := p.find(set, name); ok {
				found = append(found, f)
			} else {
				lacks = append(lacks, name)
			}
		}
		if len(lacks) == 0 {
			return found, nil
		}
		note := ": no file of it"
		if len(found) > 0 {
			note = ": lacks " + strings.Join(lacks, ", ")
		}
		missing.Looked = append(missing.Looked, p.Name+note)
	}
	return nil, missing
}

func absence(p Place) string {
	if p.Dir == "" {
		return ""
	}
	return ": no such folder"
}

// find looks for one file of a set under each of its possible names.
func (p Place) find(set, name string) (File, bool) {
	for _, base := range []string{set + "-" + name, set + "/" + name, name} {
		for _, path := range []string{base, base + ".gz"} {
			info, err := fs.Stat(p.FS, path)
			if err != nil || info.IsDir() {
				continue
			}
			return File{Path: filepath.Join(p.Dir, filepath.FromSlash(path)), fsys: p.FS, name: path}, true
		}
	}
	return File{}, false
}

// MissingError reports a set that is in none of the places searched. It wraps
// fs.ErrNotExist.
type MissingError struct {
	Name   string   // the set
	Looked []string // the places, each with what it lacks
	Hint   string   // how to get the set
}

// Error says what is missing, where it was looked for and how to get it.
func (e *MissingError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "dataset: %s is missing", e.Name)
	if about := abouts[e.Name]; about != "" {
		fmt.Fprintf(&b, " (%s)", about)
	}
	for _, l := range e.Looked {
		b.WriteString("\n  looked in " + l)
	}
	if e.Hint != "" {
		b.WriteString("\n  get it: " + e.Hint)
	}
	return b.String()
}

// Unwrap returns fs.ErrNotExist.
func (e *MissingError) Unwrap() error { return fs.ErrNotExist }

// abouts says what the known sets are.
var abouts = map[string]string{
	"mnist": "70000 handwritten digits of 28×28 pixels, 11 MB, by LeCun, Cortes and Burges",
}
