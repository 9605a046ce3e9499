package symbols

import (
	"io/fs"
)

// A wrapped file system has the further methods that package fs asks for, which
// do what the functions of that package do when the value's type lacks them.

// ReadFile implements fs.ReadFileFS.
func (w bIoFs_FS) ReadFile(name string) ([]byte, error) {
	if has[func(any, string) ([]byte, error)](w.Boxed, "ReadFile") {
		return own[func(any, string) ([]byte, error)](w.Boxed, "ReadFile")(w.V, name)
	}
	return fs.ReadFile(opens{w}, name)
}

// ReadDir implements fs.ReadDirFS.
func (w bIoFs_FS) ReadDir(name string) ([]fs.DirEntry, error) {
	if has[func(any, string) ([]fs.DirEntry, error)](w.Boxed, "ReadDir") {
		return own[func(any, string) ([]fs.DirEntry, error)](w.Boxed, "ReadDir")(w.V, name)
	}
	return fs.ReadDir(opens{w}, name)
}

// Stat implements fs.StatFS.
func (w bIoFs_FS) Stat(name string) (fs.FileInfo, error) {
	if has[func(any, string) (fs.FileInfo, error)](w.Boxed, "Stat") {
		return own[func(any, string) (fs.FileInfo, error)](w.Boxed, "Stat")(w.V, name)
	}
	return fs.Stat(opens{w}, name)
}

// Glob implements fs.GlobFS.
func (w bIoFs_FS) Glob(pattern string) ([]string, error) {
	if has[func(any, string) ([]string, error)](w.Boxed, "Glob") {
		return own[func(any, string) ([]string, error)](w.Boxed, "Glob")(w.V, pattern)
	}
	return fs.Glob(lists{opens{w}}, pattern)
}

// Sub implements fs.SubFS.
func (w bIoFs_FS) Sub(dir string) (fs.FS, error) {
	if has[func(any, string) (fs.FS, error)](w.Boxed, "Sub") {
		return own[func(any, string) (fs.FS, error)](w.Boxed, "Sub")(w.V, dir)
	}
	return fs.Sub(whole{lists{opens{w}}}, dir)
}

// Lstat is the half of fs.ReadLinkFS that does what Stat does without the other.
func (w bIoFs_FS) Lstat(name string) (fs.FileInfo, error) {
	if w.links() {
		return own[func(any, string) (fs.FileInfo, error)](w.Boxed, "Lstat")(w.V, name)
	}
	return w.Stat(name)
}

// ReadLink is the other half.
func (w bIoFs_FS) ReadLink(name string) (string, error) {
	if w.links() {
		return own[func(any, string) (string, error)](w.Boxed, "ReadLink")(w.V, name)
	}
	return fs.ReadLink(opens{w}, name)
}

func (w bIoFs_FS) links() bool {
	return has[func(any, string) (fs.FileInfo, error)](w.Boxed, "Lstat") && has[func(any, string) (string, error)](w.Boxed, "ReadLink")
}

// opens is a file system without further methods.
type opens struct{ fs bIoFs_FS }

// Open implements fs.FS.
func (o opens) Open(name string) (fs.File, error) { return o.fs.Open(name) }

// lists is one with what fs.Glob asks for.
type lists struct{ opens }

// ReadDir implements fs.ReadDirFS.
func (l lists) ReadDir(name string) ([]fs.DirEntry, error) { return l.fs.ReadDir(name) }

// Stat implements fs.StatFS.
func (l lists) Stat(name string) (fs.FileInfo, error) { return l.fs.Stat(name) }

// whole is one with all but Sub.
type whole struct{ lists }

// ReadFile implements fs.ReadFileFS.
func (w whole) ReadFile(name string) ([]byte, error) { return w.fs.ReadFile(name) }

// Glob implements fs.GlobFS.
func (w whole) Glob(pattern string) ([]string, error) { return w.fs.Glob(pattern) }

// Lstat is half of fs.ReadLinkFS.
func (w whole) Lstat(name string) (fs.FileInfo, error) { return w.fs.Lstat(name) }

// ReadLink is the other half.
func (w whole) ReadLink(name string) (string, error) { return w.fs.ReadLink(name) }
