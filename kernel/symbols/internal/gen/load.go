package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/importer"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
)

// module is the path of this module.
const module = "github.com/udl-go/lab"

// offer is one package that cells can import.
type offer struct {
	path   string
	native bool // not in the browser
}

// universe holds the offered packages and the export data of all they need.
type universe struct {
	types.Importer
	offered []offer
	listed  map[string]listed
}

// listed is the part of the go command's answer that is used.
type listed struct {
	ImportPath, Name, Export, Dir string
	GoFiles, Deps                 []string
	ImportMap                     map[string]string
	DepOnly                       bool
	Error                         *struct{ Err string }
}

// load asks the go command for the packages. The export data are those of
// linux/amd64, whatever the machine, so that every machine generates the same.
func load() (*universe, error) {
	args := []string{"list", "-e", "-export", "-deps", "-json=ImportPath,Name,Export,Dir,GoFiles,Deps,ImportMap,DepOnly,Error", "--"}
	args = append(args, slices.Concat(common, nativeOnly, ours)...)
	cmd := exec.Command("go", args...)
	cmd.Env = append(os.Environ(), "GOOS=linux", "GOARCH=amd64", "CGO_ENABLED=0")
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w", err)
	}
	u := &universe{listed: map[string]listed{}}
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p listed
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, err
		}
		if p.Error != nil {
			return nil, fmt.Errorf("%s: %s", p.ImportPath, p.Error.Err)
		}
		u.listed[p.ImportPath] = p
		if !p.DepOnly && public(p) {
			u.offered = append(u.offered, offer{p.ImportPath, native(p)})
		}
	}
	u.Importer = importer.ForCompiler(token.NewFileSet(), "gc", func(path string) (io.ReadCloser, error) {
		export := u.listed[path].Export
		if export == "" {
			return nil, fmt.Errorf("no export data for %s", path)
		}
		return os.Open(export)
	})
	return u, nil
}

// public reports whether cells get the package.
func public(p listed) bool {
	own, ok := strings.CutPrefix(p.ImportPath, module+"/")
	if !ok {
		return true
	}
	_, no := hidden[own]
	return !no && p.Name != "main" && !slices.Contains(strings.Split(own, "/"), "internal")
}

// native reports whether the package stays out of the browser.
func native(p listed) bool {
	if !strings.HasPrefix(p.ImportPath, module+"/") {
		return slices.Contains(nativeOnly, p.ImportPath)
	}
	return slices.ContainsFunc(p.Deps, func(dep string) bool {
		return slices.ContainsFunc(heavy, func(h string) bool { return strings.HasPrefix(dep, h) })
	})
}
