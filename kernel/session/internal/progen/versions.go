package progen

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
)

// versions returns the text that a main program has in the place of functions
// and methods which several cells declare: each version has a name of its own,
// and the last one is followed by a function that calls the version of the
// present cell.
func (p *Program) versions() map[int]string {
	count, all := map[string]int{}, map[string][]int{}
	heads := map[int]*head{}
	for i, it := range p.Items {
		if !it.Decl || !strings.HasPrefix(it.Text, "func") {
			continue
		}
		if h := headOf(it.Text); h != nil {
			heads[i] = h
			count[h.key()]++
			all[h.key()] = append(all[h.key()], i)
		}
	}
	texts := map[int]string{}
	for key, items := range all {
		if count[key] < 2 {
			continue
		}
		var choose strings.Builder
		for n, i := range items {
			h := heads[i]
			texts[i] = h.text[:h.at] + fmt.Sprintf("%s_v%d", h.name, n) + h.text[h.at+len(h.name):]
			if n+1 < len(items) {
				fmt.Fprintf(&choose, "if cell__ < %d { %s }\n", p.Items[items[n+1]].Cell, h.call(n))
			} else {
				choose.WriteString(h.call(n) + "\n")
			}
		}
		last := items[len(items)-1]
		h := heads[last]
		texts[last] += "\n\n" + h.text[:h.body] + "{\n" + strings.ReplaceAll(choose.String(), "(PARAMS)", "("+h.params+")") + "}"
	}
	return texts
}

// head is what the head of a function says.
type head struct {
	text       string
	name, recv string
	at, body   int    // where the name and the body begin
	params     string // as arguments
	results    bool
}

func (h *head) key() string { return strings.TrimPrefix(h.recv, "*") + "." + h.name }

// call is a call of a version, whose arguments are put in later: each version
// has other names for its parameters.
func (h *head) call(version int) string {
	f := fmt.Sprintf("%s_v%d(PARAMS)", h.name, version)
	if h.recv != "" {
		f = "r." + f
	}
	if h.results {
		return "return " + f
	}
	return f
}

// headOf reads the head of a function that is no generic one.
func headOf(text string) *head {
	const before = "package p\n"
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "", before+text, parser.SkipObjectResolution)
	if err != nil || len(f.Decls) != 1 {
		return nil
	}
	d, ok := f.Decls[0].(*ast.FuncDecl)
	if !ok || d.Body == nil || d.Type.TypeParams != nil {
		return nil
	}
	offset := func(p token.Pos) int { return fset.Position(p).Offset - len(before) }
	h := &head{text: text, name: d.Name.Name, at: offset(d.Name.Pos()), body: offset(d.Body.Pos()), results: d.Type.Results.NumFields() > 0}
	if d.Recv != nil {
		if d.Recv.NumFields() != 1 {
			return nil // no method; shrinking tries such things
		}
		t := d.Recv.List[0].Type
		h.recv = text[offset(t.Pos()):offset(t.End())]
	}
	var args []string
	for _, p := range d.Type.Params.List {
		for _, n := range p.Names {
			args = append(args, n.Name)
			if _, variadic := p.Type.(*ast.Ellipsis); variadic {
				args[len(args)-1] += "..."
			}
		}
	}
	h.params = strings.Join(args, ", ")
	return h
}
