package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"github.com/udl-go/lab/cmd/udl/internal/kernelspec"
	"github.com/udl-go/lab/internal/notebook"
	"github.com/udl-go/lab/udl/dataset"
	"github.com/udl-go/lab/udl/dataset/fetch"
)

// cellTime is what the first cell of a kernel may take on a machine in trouble.
const cellTime = 30 * time.Second

// runsCell starts a kernel and has it compute something.
func runsCell(ctx context.Context) (string, error) {
	ctx, cancel := context.WithTimeout(ctx, cellTime)
	defer cancel()
	nb, err := notebook.Read(strings.NewReader(`{"nbformat":4,"nbformat_minor":5,"metadata":{"language_info":{"name":"go"}},
		"cells":[{"cell_type":"code","id":"a","metadata":{},"execution_count":null,"outputs":[],"source":"6 * 7"}]}`))
	if err != nil {
		return "", err
	}
	var host kernelHost
	defer host.close()
	began := time.Now()
	if err := notebook.Run(ctx, nb, notebook.Options{Start: host.start}); err != nil {
		return "", orElse(fmt.Errorf("the kernel does not run it: %w", err), "run the kernel by hand and see what it says: udl kernel run --help")
	}
	return fmt.Sprintf("by a kernel and its worker, in %v", time.Since(began).Round(time.Millisecond)), nil
}

// opensSockets tries what Jupyter and the kernel do to speak with each other.
func opensSockets() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", orElse(fmt.Errorf("no program can listen on 127.0.0.1: %w", err), "look at the machine's firewall and its loopback interface")
	}
	defer l.Close()
	c, err := net.DialTimeout("tcp", l.Addr().String(), time.Second)
	if err != nil {
		return "", orElse(fmt.Errorf("127.0.0.1 does not answer: %w", err), "look at the machine's firewall and its loopback interface")
	}
	return "127.0.0.1 answers", c.Close()
}

// findJupyter returns the program and the prefix that it is installed in.
func findJupyter() (path, prefix string) {
	for _, name := range []string{"jupyter-lab", "jupyter-notebook", "jupyter"} {
		path, err := exec.LookPath(name)
		if err != nil {
			continue
		}
		return path, filepath.Dir(filepath.Dir(path))
	}
	return "", ""
}

// installed are the kernels that Jupyter finds; none is a fault.
func (d *doctor) installed(prefix string) []kernelspec.Found {
	folders := kernelspec.Folders(prefix)
	found := kernelspec.Find(folders)
	if len(found) == 0 {
		d.check("installed", func() (string, error) {
			return "", orElse(errors.New("Jupyter knows no kernel of ours; looked in "+strings.Join(folders, ", ")), "udl kernel install")
		})
	}
	return found
}

// looksAt checks that what Jupyter would start is there and is this program.
func looksAt(ctx context.Context, f kernelspec.Found) (string, error) {
	name := filepath.Base(f.Dir)
	again := "udl kernel install, with --name " + name + " and the place as before"
	info, err := os.Stat(f.Program)
	if err != nil || info.IsDir() {
		return "", orElse(fmt.Errorf("%s starts %s, which is not there", f.Dir, f.Program), again)
	}
	ctx, cancel := context.WithTimeout(ctx, cellTime)
	defer cancel()
	out, err := exec.CommandContext(ctx, f.Program, "version").Output()
	if err != nil {
		return "", orElse(fmt.Errorf("%s starts %s, which does not run: %w", f.Dir, f.Program, err), again)
	}
	line, _, _ := strings.Cut(string(out), "\n")
	if own := "udl " + version(); line != own {
		return "", orElse(remark{fmt.Errorf("%s starts %s, which is %s, not %s", f.Dir, f.Program, line, own)}, again)
	}
	return name + " in " + f.Dir, nil
}

// dataSet is one that can be had, with the place where it is or why it is nowhere.
type dataSet struct {
	name, where string
	err         error
}

func dataSets(ctx context.Context) (all []dataSet) {
	for _, name := range fetch.Names() {
		s := dataSet{name: name}
		set, err := fetch.Describe(name)
		if err == nil {
			var files []string
			for _, f := range set.Files {
				files = append(files, strings.TrimSuffix(f.Name, ".gz"))
			}
			var found []dataset.File
			if found, err = dataset.Find(ctx, name, files...); err == nil {
				s.where = filepath.Dir(found[0].Path)
			}
		}
		if err != nil {
			s.err = orElse(remark{errors.New("not on this machine")}, "udl data get "+name)
		}
		all = append(all, s)
	}
	return all
}

// keepsHistory tries to write where cells are kept.
func keepsHistory() (string, error) {
	dir := historyDir()
	if dir == "" {
		return "cells are not kept", nil
	}
	if err := writable(dir); err != nil {
		return "", orElse(remark{fmt.Errorf("cells are not kept, %w", err)}, "udl kernel run --history DIR, or UDL_HISTORY")
	}
	return dir, nil
}
