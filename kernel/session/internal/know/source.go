package know

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/udl-go/lab/kernel/session/internal/cell"
)

// hole stands for the name that is being typed.
const hole = "hole__"

// source is a program made of a cell.
type source struct {
	imports map[string]string // local name to path, of the cell
	decls   []string
	stmts   []string
	last    string // what the cursor is in, made whole
	at      int    // offset of the name at the cursor in last
	decl    bool   // last is a declaration
}

// split makes a source of a cell. The name at the cursor begins at start and
// ends at end; name is written in its place. The statement at the cursor begins
// at least at from. With whole it is taken as it is, if it can be parsed.
func (k *Know) split(text string, from, start, end int, name string, whole bool) source {
	_, text = cell.Directives(text)
	s := source{imports: map[string]string{}}
	from = max(from, statement(text[:start]))
	for _, chunk := range chunks(text[:from]) {
		s.add(chunk)
	}
	rest := text[end:]
	cut := text[from:start] + name
	s.at = start - from
	if i := after(rest); whole && parses(text[from:end]+rest[:i]) {
		cut += rest[:i]
	} else {
		cut += closers(tokens(cut))
	}
	for _, chunk := range chunks(rest[after(rest):]) {
		s.add(chunk)
	}
	s.last, s.decl = cut, declares(cut)
	if as, moved, ok := method(cut, s.at, k); ok {
		s.last, s.at = as, moved
	}
	if as, moved, ok := variable(cut, s.at); ok {
		s.last, s.at, s.decl = as, moved, true
	}
	return s
}

// statement is where the statement begins that the text ends in. A line that is
// not indented is in no parenthesis of an earlier one: that one was forgotten.
func statement(text string) int {
	line := strings.LastIndexByte(text, '\n') + 1
	stack := levels(tokens(text[:line]))
	if k := stack[len(stack)-1].kind; (k == token.LPAREN || k == token.LBRACK) && (line == len(text) || !strings.ContainsAny(text[line:line+1], " \t")) {
		return line
	}
	before := tokens(text)
	if first := levels(before)[0].first; first < len(before) {
		return before[first].off
	}
	return len(text)
}

// after is where in the text behind the cursor the next statement begins: at a
// line that is not indented and closes nothing.
func after(rest string) int {
	off := 0
	for line := range strings.Lines(rest) {
		if off > 0 && line != "" && !strings.ContainsAny(line[:1], " \t})]\n\r") {
			return off
		}
		off += len(line)
	}
	return len(rest)
}

// chunks are the statements and declarations of a text, each in a string. Where
// brackets do not match it goes on with the next line that is not indented.
func chunks(text string) (all []string) {
	for text != "" {
		toks := tokens(text)
		from, depth := 0, 0
		for _, t := range toks {
			switch t.kind {
			case token.LPAREN, token.LBRACK, token.LBRACE:
				depth++
			case token.RPAREN, token.RBRACK, token.RBRACE:
				depth--
			case token.SEMICOLON:
				if depth == 0 {
					all = append(all, text[from:t.off])
					from = t.end
				}
			}
		}
		text = text[from:]
		if depth == 0 {
			return append(all, text)
		}
		text = text[after(text):]
	}
	return all
}

// add puts a chunk where it belongs, if it can be parsed.
func (s *source) add(chunk string) {
	chunk = strings.TrimSpace(chunk)
	if f, err := parser.ParseFile(token.NewFileSet(), "", "package p;"+chunk, parser.SkipObjectResolution); err == nil {
		for _, i := range f.Imports {
			s.addImport(i)
		}
		if len(f.Imports) == 0 && chunk != "" && !strings.HasPrefix(chunk, "package") {
			s.decls = append(s.decls, chunk)
		}
		return
	}
	if !parses(chunk) {
		return
	}
	if as, _, ok := variable(chunk, 0); ok {
		s.decls = append(s.decls, as)
		return
	}
	s.stmts = append(s.stmts, chunk)
}

func (s *source) addImport(i *ast.ImportSpec) {
	path := strings.Trim(i.Path.Value, "\"`")
	name := base(path)
	if i.Name != nil {
		name = i.Name.Name
	}
	s.imports[name] = path
}

// declares reports whether the cell gives a name another meaning than a package's.
func (s *source) declares(name string) bool {
	return slices.ContainsFunc(append(slices.Clone(s.decls), s.last), func(d string) bool {
		for _, head := range []string{"var ", "const ", "type ", "func "} {
			if rest, ok := strings.CutPrefix(d, head+name); ok && rest != "" && strings.IndexByte(" (,=[", rest[0]) >= 0 {
				return true
			}
		}
		return false
	})
}

// base is the name by which a path is imported.
func base(path string) string {
	name := path[strings.LastIndexByte(path, '/')+1:]
	if len(name) > 1 && name[0] == 'v' && strings.Trim(name[1:], "0123456789") == "" { // math/rand/v2
		name = base(strings.TrimSuffix(path, "/"+name))
	}
	return name
}

func parses(chunk string) bool {
	src := "package p;func _(){" + chunk + "\n}"
	if declares(chunk) {
		src = "package p;" + chunk
	}
	_, err := parser.ParseFile(token.NewFileSet(), "", src, parser.SkipObjectResolution)
	return err == nil
}

// declares reports whether a chunk is a declaration.
func declares(chunk string) bool {
	toks := tokens(chunk)
	for len(toks) > 0 && toks[0].kind == token.COMMENT {
		toks = toks[1:]
	}
	if len(toks) == 0 {
		return false
	}
	switch toks[0].kind {
	case token.TYPE, token.VAR, token.CONST, token.IMPORT:
		return true
	case token.FUNC:
		if len(toks) > 1 && toks[1].kind == token.IDENT {
			return true
		}
		// a method has a name behind its receiver, a function literal has not
		depth := 0
		for i, t := range toks[1:] {
			switch t.kind {
			case token.LPAREN:
				depth++
			case token.RPAREN:
				if depth--; depth == 0 {
					named := i+2 < len(toks) && toks[i+2].kind == token.IDENT
					return named && (i+3 == len(toks) || toks[i+3].kind == token.LPAREN)
				}
			}
		}
	}
	return false
}

// variable turns a := b, which declares variables of the session, into var a = b.
// At is an offset in it, moved with the text.
func variable(chunk string, at int) (decl string, moved int, ok bool) {
	for _, t := range tokens(chunk) {
		switch t.kind {
		case token.IDENT, token.COMMA, token.COMMENT:
		case token.DEFINE:
			if moved = at + len("var "); at > t.off {
				moved--
			}
			return "var " + chunk[:t.off] + "=" + chunk[t.end:], moved, true
		default:
			return "", 0, false
		}
	}
	return "", 0, false
}

// method turns a method of a type that an earlier cell declared into a function,
// since the checker lets nobody add to types of another package. At is an offset
// behind the head, moved with the text.
func method(chunk string, at int, k *Know) (decl string, moved int, ok bool) {
	toks := tokens(chunk)
	var recv []tok
	i := 0
	for ; i < len(toks) && toks[i].kind != token.FUNC; i++ {
	}
	if i+1 >= len(toks) || toks[i+1].kind != token.LPAREN {
		return "", 0, false
	}
	from := toks[i+1].end
	for i += 2; i < len(toks) && toks[i].kind != token.RPAREN; i++ {
		recv = append(recv, toks[i])
	}
	if i+2 >= len(toks) || toks[i+1].kind != token.IDENT || toks[i+2].kind != token.LPAREN || at <= toks[i+2].off {
		return "", 0, false
	}
	t, params := receiverOf(recv, k)
	if t == nil {
		return "", 0, false
	}
	sep := ", "
	if i+3 < len(toks) && toks[i+3].kind == token.RPAREN {
		sep = ""
	}
	head := "func method__" + params + "(" + chunk[from:toks[i].off] + sep
	return head + chunk[toks[i+2].end:], at - toks[i+2].end + len(head), true
}

// receiverOf is the type of an earlier cell that a receiver names, and the type
// parameters that it gives names to, with their constraints.
func receiverOf(recv []tok, k *Know) (t types.Object, params string) {
	var names []string
	inside := false
	for i, r := range recv {
		switch {
		case r.kind == token.LBRACK:
			inside = true
		case r.kind == token.IDENT && inside:
			names = append(names, r.lit)
		case r.kind == token.IDENT && (i > 0 || len(recv) == 1):
			t = k.Session.Lookup(r.lit)
		}
	}
	if t == nil || len(names) == 0 {
		return t, ""
	}
	n, ok := types.Unalias(t.Type()).(*types.Named)
	if !ok || n.TypeParams().Len() != len(names) {
		return nil, ""
	}
	for i := range names {
		names[i] += " " + types.TypeString(n.TypeParams().At(i).Constraint(), qualifier)
	}
	return t, "[" + strings.Join(names, ", ") + "]"
}
