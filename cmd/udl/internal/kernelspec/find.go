package kernelspec

import (
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"slices"
)

// Found is a kernel of ours that is installed.
type Found struct {
	Dir     string // its own folder
	Program string // the binary that it starts
}

// Find returns the kernels of ours in folders of Jupyter data, in their order.
func Find(folders []string) (all []Found) {
	for _, data := range folders {
		files, _ := filepath.Glob(filepath.Join(data, "kernels", "*", "kernel.json")) // the pattern is right
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				continue
			}
			var s spec
			if json.Unmarshal(text, &s) == nil && len(s.Argv) > 2 && s.Argv[1] == "kernel" && s.Argv[2] == "run" {
				all = append(all, Found{Dir: filepath.Dir(file), Program: s.Argv[0]})
			}
		}
	}
	return all
}

// Folders are the folders of data in which the Jupyter of a prefix looks, none
// twice; the prefix may be empty.
func Folders(prefix string) (all []string) {
	add := func(dir string) {
		if dir != "" && !slices.Contains(all, dir) {
			all = append(all, dir)
		}
	}
	for _, dir := range filepath.SplitList(os.Getenv("JUPYTER_PATH")) {
		add(dir)
	}
	if dir, err := UserDir(); err == nil {
		add(dir)
	}
	if prefix != "" {
		add(PrefixDir(prefix))
	}
	if runtime.GOOS == "windows" {
		if dir := os.Getenv("PROGRAMDATA"); dir != "" {
			add(filepath.Join(dir, "jupyter"))
		}
		return all
	}
	add(PrefixDir("/usr/local"))
	add(PrefixDir("/usr"))
	return all
}
