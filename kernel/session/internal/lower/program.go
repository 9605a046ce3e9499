package lower

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"sort"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// supportPath is the package of the run-time support.
const supportPath = "udl/rt"

// Checked is a type-checked package with its syntax.
type Checked struct {
	Pkg   *types.Package
	Files []*ast.File
	Info  *types.Info
}

// World supplies what outlives a cell: the identity of types and variables.
type World interface {
	// Identity is the same number for type names that are one type.
	Identity(*types.TypeName) int
	// Global is the emitted name of a package-level variable; empty for a
	// name made from the object.
	Global(*types.Var) string
	// Syntax is the source of an imported package whose generic
	// functions have bodies; nil files when there is none.
	Syntax(*types.Package) ([]*ast.File, *types.Info)
	// Offered tells whether cells can import a package.
	Offered(path string) bool
}

// Options say how much is emitted.
type Options struct {
	Positions bool // store the position before what may panic
	Checks    bool // test indices and bounds, so that panics name their numbers
	Atomic    bool // functions store what goroutines share, for the race detector
}

// Method says that a function serves as method of a boxed type.
type Method struct {
	Type int    // id of the receiver's type
	Name string // the method
	Func string // emitted adapter: func(recv any, args…) results
}

// Code is the text a cell becomes. Types, Globals and Funcs are
// declarations; Setup and Entry are names of functions to call in this order,
// empty when there is nothing to do.
type Code struct {
	Types, Globals, Funcs string
	Setup, Entry          string
	Imports               map[string]string // path → alias, of this cell
	Boxed                 map[int]types.Type
	Methods               []Method
}

// Text is the whole cell as one file of package main, imports included; "rt__"
// is imported from "udl/rt".
func (c *Code) Text() string {
	var b strings.Builder
	b.WriteString("package main\n\n")
	paths := make([]string, 0, len(c.Imports))
	for p := range c.Imports {
		paths = append(paths, p)
	}
	sort.Strings(paths)
	for _, p := range paths {
		fmt.Fprintf(&b, "import %s %q\n", c.Imports[p], p)
	}
	b.WriteString(c.Types + c.Globals + c.Funcs)
	return b.String()
}

// Program is the SSA of a session, growing with every cell.
type Program struct {
	prog    *ssa.Program
	world   World
	opts    Options
	repr    *repr
	funcs   map[*ssa.Function]string
	values  map[*ssa.Function]string // variables that hold functions
	globals map[*ssa.Global]string
	stored  map[string]bool // names of package-level variables
	methods map[int]bool    // types whose methods were emitted
	serial  int
	undo    []func() // the steps of the last cell

	queue []*ssa.Function
	out   *output
}

// output collects the text of the cell at hand.
type output struct {
	types, globals, funcs, setup strings.Builder
	imports                      map[string]string
	boxed                        map[int]types.Type
	methods                      []Method

	entry *ssa.Function // the cell's body
}

// New makes an empty program.
func New(fset *token.FileSet, world World, opts Options) *Program {
	p := &Program{
		prog:    ssa.NewProgram(fset, ssa.InstantiateGenerics|ssa.BareInits|ssa.BuildSerially),
		world:   world,
		opts:    opts,
		funcs:   map[*ssa.Function]string{},
		values:  map[*ssa.Function]string{},
		globals: map[*ssa.Global]string{},
		stored:  map[string]bool{},
		methods: map[int]bool{},
	}
	p.repr = newRepr(p)
	return p
}

// Cell lowers the declarations and the body of a cell. The entry is the
// function named entry of body. Either package may be nil.
func (p *Program) Cell(decls, body *Checked, entry string) (code *Code, err error) {
	p.out = &output{imports: map[string]string{supportPath: "rt__"}, boxed: map[int]types.Type{}}
	p.undo = nil
	defer func() {
		if e := recover(); e != nil {
			p.Undo()
			r, ok := e.(refusal)
			if !ok {
				panic(e)
			}
			code, err = nil, r
		}
	}()
	for _, c := range []*Checked{decls, body} {
		if c != nil {
			p.create(c)
		}
	}
	if decls != nil {
		p.renew(decls.Pkg)
	}
	c := &Code{}
	if body != nil {
		if fn := p.prog.Package(body.Pkg).Func(entry); fn != nil {
			c.Entry, p.out.entry = p.fn(fn), fn
		}
	}
	p.drain()
	if s := p.out.setup.String(); s != "" {
		c.Setup = p.name("setup")
		fmt.Fprintf(&p.out.funcs, "func %s() {\n%s}\n", c.Setup, s)
	}
	c.Types, c.Globals, c.Funcs = p.out.types.String(), p.out.globals.String(), p.out.funcs.String()
	c.Imports, c.Boxed, c.Methods = p.out.imports, p.out.boxed, p.out.methods
	return c, nil
}

// refusal is the error of a construct that cannot be lowered.
type refusal struct{ text string }

func (r refusal) Error() string { return "lower: " + r.text }

func refuse(format string, args ...any) {
	panic(refusal{fmt.Sprintf(format, args...)})
}

// create adds a package and all it imports to the program and builds it.
func (p *Program) create(c *Checked) {
	for _, imp := range c.Pkg.Imports() {
		p.imported(imp)
	}
	if p.prog.Package(c.Pkg) == nil {
		p.prog.CreatePackage(c.Pkg, c.Files, c.Info, false).Build()
	}
}

func (p *Program) imported(pkg *types.Package) {
	if p.prog.Package(pkg) != nil {
		return
	}
	files, info := p.world.Syntax(pkg)
	sp := p.prog.CreatePackage(pkg, files, info, true)
	for _, imp := range pkg.Imports() {
		p.imported(imp)
	}
	if files != nil {
		sp.Build()
	}
}

// name makes a name no other thing of the session has.
func (p *Program) name(hint string) string {
	p.serial++
	return fmt.Sprintf("%s%d__", hint, p.serial)
}

// fn is the emitted name of a function, queueing it for emission at first use.
func (p *Program) fn(f *ssa.Function) string {
	if n, ok := p.funcs[f]; ok {
		return n
	}
	n := p.name("f")
	remember(p, p.funcs, f, n)
	p.queue = append(p.queue, f)
	return n
}

// drain emits queued functions until none is left.
func (p *Program) drain() {
	for len(p.queue) > 0 {
		f := p.queue[0]
		p.queue = p.queue[1:]
		p.emit(f)
	}
}

// global is the emitted name of a package-level variable.
func (p *Program) global(g *ssa.Global) string {
	if n, ok := p.globals[g]; ok {
		return n
	}
	v, _ := g.Object().(*types.Var)
	if v != nil && p.repr.compiled(v.Pkg()) {
		if !v.Exported() {
			refuse("variable %s.%s is not available", v.Pkg().Path(), v.Name())
		}
		return p.repr.alias(v.Pkg()) + "." + v.Name()
	}
	if sizes.Sizeof(deref(g.Type())) > largest() {
		refuse("a variable of type %s is too large", deref(g.Type()))
	}
	n := ""
	if v != nil {
		n = p.world.Global(v)
	}
	if n == "" {
		n = p.name("g")
	}
	remember(p, p.globals, g, n)
	if !p.stored[n] { // a redefinition may keep what is there
		remember(p, p.stored, n, true)
		fmt.Fprintf(&p.out.globals, "var %s %s\n", n, p.repr.of(deref(g.Type())))
	}
	return n
}

func deref(t types.Type) types.Type {
	return t.Underlying().(*types.Pointer).Elem()
}
