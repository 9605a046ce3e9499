// Command asm writes the assembly of the kernels in ../internal/kernels.
//
//	go run .          writes the files
//	go run . -check   compares with the files and fails when one differs
package main

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/mmcloughlin/avo/ir"
	"github.com/mmcloughlin/avo/pass"
	"github.com/mmcloughlin/avo/printer"
	"github.com/mmcloughlin/avo/reg"
)

// rooms are the kernels' packages and what writes their functions.
var rooms = []struct {
	name     string
	generate func(c *room)
}{
	{"gemm", gemm},
	{"peak", peak},
	{"philox", philox},
	{"logistic", logistic},
	{"vector", vector},
	{"function", functions},
	{"arithmetic", arithmetic},
	{"rows", rows},
	{"deviate", deviate},
	{"optimize", optimize},
	{"loss", loss},
	{"normalize", normalize},
}

func main() {
	check := flag.Bool("check", false, "compare instead of writing")
	flag.Parse()
	stale := false
	for _, r := range rooms {
		files, err := assemble(r.name, r.generate)
		if err != nil {
			fmt.Fprintln(os.Stderr, "asm:", r.name+":", err)
			os.Exit(1)
		}
		for path, text := range files {
			if *check {
				have, err := os.ReadFile(path)
				if err != nil || !bytes.Equal(have, text) {
					fmt.Fprintln(os.Stderr, "asm:", path, "is not what the generator writes")
					stale = true
				}
				continue
			}
			if err := os.WriteFile(path, text, 0o644); err != nil {
				fmt.Fprintln(os.Stderr, "asm:", err)
				os.Exit(1)
			}
		}
	}
	if stale {
		fmt.Fprintln(os.Stderr, "asm: run `go run .` in compute/_asm")
		os.Exit(1)
	}
}

// assemble returns the two files of a room, the assembly and its declarations.
func assemble(name string, generate func(c *room)) (map[string][]byte, error) {
	c, err := newRoom(name)
	if err != nil {
		return nil, err
	}
	generate(c)
	f, err := c.Result()
	if err != nil {
		return nil, err
	}
	if err := pass.Compile.Execute(f); err != nil {
		return nil, err
	}
	if err := checkRegisters(f); err != nil {
		return nil, err
	}
	cfg := printer.Config{Argv: []string{"go", "run", ".", "(in", "compute/_asm)"}, Name: "avo", Pkg: name}
	files := map[string][]byte{}
	for ext, p := range map[string]printer.Printer{".s": printer.NewGoAsm(cfg), ".go": printer.NewStubs(cfg)} {
		text, err := p.Print(f)
		if err != nil {
			return nil, err
		}
		files[filepath.Join(folder(name), "z_"+name+"_amd64"+ext)] = text
	}
	return files, nil
}

// checkRegisters fails when a function for AVX2 uses a register that only
// AVX-512 has.
func checkRegisters(f *ir.File) error {
	for _, fn := range f.Functions() {
		if !strings.HasSuffix(fn.Name, "AVX2") {
			continue
		}
		for _, i := range fn.Instructions() {
			for _, r := range i.Registers() {
				if p, ok := r.(reg.Physical); ok && r.Kind() == reg.KindVector && p.PhysicalIndex() >= 16 {
					return fmt.Errorf("%s needs more than 16 vector registers", fn.Name)
				}
			}
		}
	}
	return nil
}
