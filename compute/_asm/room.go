package main

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"path/filepath"

	"github.com/mmcloughlin/avo/attr"
	"github.com/mmcloughlin/avo/build"
	"github.com/mmcloughlin/avo/gotypes"
	. "github.com/mmcloughlin/avo/operand"
	"github.com/mmcloughlin/avo/reg"
)

// folder returns where a kernel's package is.
func folder(name string) string { return filepath.Join("..", "internal", "kernels", name) }

// room is the assembly of a kernel's package.
type room struct {
	*build.Context
	tables map[string]bool // constants already written
	types  *types.Package  // those of the package's file tile.go, if it has one
}

// newRoom returns an empty room.
func newRoom(name string) (*room, error) {
	c := &room{Context: build.NewContext(), tables: map[string]bool{}}
	c.ConstraintExpr("!purego")
	set := token.NewFileSet()
	f, err := parser.ParseFile(set, filepath.Join(folder(name), "tile.go"), nil, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return c, nil
	}
	if err != nil {
		return nil, err
	}
	cfg := types.Config{Sizes: types.SizesFor("gc", "amd64")}
	c.types, err = cfg.Check(name, set, []*ast.File{f}, nil)
	return c, err
}

// function starts a function that neither keeps its pointers nor calls others.
func (c *room) function(name, signature, doc string) {
	c.Function(name)
	c.Attributes(attr.NOSPLIT)
	s, err := gotypes.ParseSignatureInPackage(c.types, signature)
	if err != nil {
		panic(err)
	}
	c.Signature(s)
	c.Doc(doc)
	c.Pragma("noescape")
}

// fields is a struct that a parameter points to.
type fields struct {
	c *room
	p gotypes.Component
}

// fields loads a pointer to a struct.
func (c *room) fields(param string) fields {
	return fields{c, c.Dereference(c.Param(param))}
}

// component returns a field.
func (f fields) component(name string) gotypes.Component { return f.p.Field(name) }

// load loads a field of 64 bits.
func (f fields) load(name string) reg.GPVirtual {
	return f.c.Load(f.component(name), f.c.GP64()).(reg.GPVirtual)
}

// at returns the address of a field.
func (f fields) at(name string) Mem {
	b, err := f.component(name).Resolve()
	if err != nil {
		panic(err)
	}
	return b.Addr
}
