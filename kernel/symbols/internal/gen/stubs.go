package main

import (
	"go/token"
	"maps"
	"slices"

	"github.com/udl-go/lab/kernel/symbols/internal/pack"
)

// addStubs adds the packed stubs to the generated files. The text "." of a
// pack lists the packages that it lets cells import, ".native" those that a
// browser lacks.
func addStubs(u *universe, files map[string][]byte) error {
	common, native, err := stubSets(u)
	if err != nil {
		return err
	}
	for _, o := range u.offered {
		if o.native {
			native["."] += o.path + "\n"
			common[".native"] += o.path + "\n"
		} else {
			common["."] += o.path + "\n"
		}
	}
	if files["z_stubs_common.bin"], err = pack.Write(common); err != nil {
		return err
	}
	files["z_stubs_native.bin"], err = pack.Write(native)
	return err
}

// samePack reports whether two packs hold the same texts.
func samePack(a, b []byte) bool {
	x, err := unpack(a)
	if err != nil {
		return false
	}
	y, err := unpack(b)
	return err == nil && maps.Equal(x, y)
}

// unpack reads every text of a pack.
func unpack(file []byte) (map[string]string, error) {
	p, err := pack.Open(file)
	if err != nil {
		return nil, err
	}
	texts := map[string]string{}
	for _, path := range p.Paths() {
		text, _, err := p.Read(path)
		if err != nil {
			return nil, err
		}
		texts[path] = text
	}
	return texts, nil
}

// stubSets returns the stubs by import path: those of the browser, and those
// that exist natively besides or say more there.
func stubSets(u *universe) (browser, native map[string]string, err error) {
	src := &sources{universe: u, fset: token.NewFileSet(), checked: map[string]*checked{}}
	var common, all []string
	for _, o := range u.offered {
		all = append(all, o.path)
		if !o.native {
			common = append(common, o.path)
		}
	}
	if browser, err = stubs(src, common); err != nil {
		return nil, nil, err
	}
	if native, err = stubs(src, all); err != nil {
		return nil, nil, err
	}
	maps.DeleteFunc(native, func(path, text string) bool { return browser[path] == text })
	return browser, native, nil
}

// stubs returns the stubs of packages and of all that these mention.
func stubs(src *sources, paths []string) (map[string]string, error) {
	r := &reach{sources: src, kept: map[name]bool{}, full: map[name]bool{}}
	if err := r.packages(slices.Sorted(slices.Values(paths))); err != nil {
		return nil, err
	}
	set := map[string]string{}
	for _, path := range r.paths() {
		text, err := r.text(path)
		if err != nil {
			return nil, err
		}
		set[path] = text
	}
	return set, nil
}
