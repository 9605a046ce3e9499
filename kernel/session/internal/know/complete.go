package know

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"github.com/udl-go/lab/kernel/session/internal/cell"
)

// Complete says what can stand in place of the text from start to the cursor,
// which are byte offsets.
func (k *Know) Complete(text string, cursor int) (start int, all []Match) {
	if d, begin, ok := directive(text[:cursor]); ok {
		return k.inDirective(d, begin, cursor)
	}
	before := tokens(text[:cursor])
	if n := len(before); n > 0 {
		switch last := before[n-1]; {
		case last.kind == token.COMMENT && (strings.HasPrefix(last.lit, "//") || !strings.HasSuffix(last.lit, "*/")):
			return cursor, nil
		case last.kind == token.STRING || last.kind == token.CHAR:
			if importing(before) && last.lit[0] == '"' {
				return last.off + 1, k.paths(last.lit[1:])
			}
			if len(last.lit) < 2 || last.lit[len(last.lit)-1] != last.lit[0] {
				return cursor, nil
			}
		case last.end == cursor && last.kind != token.IDENT && !last.kind.IsKeyword() && !last.kind.IsOperator() && last.kind != token.SEMICOLON:
			return cursor, nil // a number
		}
	}
	start = identStart(text, cursor)
	if start > cursor {
		return cursor, nil
	}
	prefix := text[start:cursor]
	end := identEnd(text, cursor)
	l := list{prefix: prefix}
	alternative(text[:start], &l)
	k.check(k.split(text, 0, start, end, hole, false)).collect(&l)
	if line := strings.LastIndexByte(text[:start], '\n') + 1; len(l.found) == 0 && line > 0 {
		// what stands in the lines before may be too broken
		k.check(k.split(text, line, start, end, hole, false)).collect(&l)
	}
	return start, l.sorted()
}

// alternative adds the words with which an alternative of a switch, a select or an
// if begins, where that is what must follow.
func alternative(before string, l *list) {
	toks := tokens(before)
	stack := levels(toks)
	if top, n := stack[len(stack)-1], len(toks); top.first < n && toks[top.first].kind == token.IF {
		switch last := toks[n-1].kind; {
		case last == token.RBRACE && top.block:
			l.add(Match{"else", "keyword", ""}, keyword, nil)
		case last == token.ELSE:
			l.add(Match{"if", "keyword", ""}, keyword, nil)
		}
	}
	if n := len(stack); n > 1 && stack[n-1].kind == token.LBRACE && stack[n-1].first == len(toks) {
		switch first := stack[n-2].first; toks[first].kind {
		case token.SWITCH, token.SELECT:
			l.add(Match{"case", "keyword", ""}, keyword, nil)
			l.add(Match{"default", "keyword", ""}, keyword, nil)
		}
	}
}

// importing reports whether the last token, a string, is an import path.
func importing(toks []tok) bool {
	first := levels(toks[:len(toks)-1])
	top := first[len(first)-1]
	if top.kind == token.LPAREN && top.at > 0 {
		return toks[top.at-1].kind == token.IMPORT
	}
	return len(first) == 1 && top.first < len(toks) && toks[top.first].kind == token.IMPORT
}

// paths are the import paths that begin like text.
func (k *Know) paths(prefix string) (all []Match) {
	for _, path := range k.Paths() {
		if strings.HasPrefix(path, prefix) {
			all = append(all, Match{path, "import path", k.doc(path, "")})
		}
	}
	return all
}

func (k *Know) doc(path, name string) string {
	if k.Doc == nil {
		return ""
	}
	return k.Doc(path, name)
}

// directive is the line of a directive that the text ends in.
func directive(text string) (line string, begin int, ok bool) {
	begin = strings.LastIndexByte(text, '\n') + 1
	line = text[begin:]
	t := strings.TrimSpace(line)
	if !strings.HasPrefix(t, "%") && !strings.HasPrefix(t, "!") && !strings.HasPrefix(t, "?") {
		return "", 0, false
	}
	list, _ := cell.Directives(text)
	at := strings.Count(text, "\n") + 1
	return line, begin, len(list) > 0 && list[len(list)-1].Line == at
}

// inDirective completes the name of a directive, or its argument.
func (k *Know) inDirective(line string, begin, cursor int) (start int, all []Match) {
	name, args, given := strings.Cut(strings.TrimLeft(line, " \t"), " ")
	indent := len(line) - len(strings.TrimLeft(line, " \t"))
	switch {
	case !given && strings.HasPrefix(name, "%"):
		for _, u := range cell.Usage {
			if n, _, _ := strings.Cut(u[0], " "); strings.HasPrefix(n, name) {
				all = append(all, Match{n, "directive", u[1]})
			}
		}
		return begin + indent, all
	case strings.HasPrefix(name, cell.Question):
		blank := strings.Repeat(" ", begin+indent+1)
		return k.Complete(blank+line[indent+1:], cursor)
	case given && (name == "%doc" || name == "%time"):
		blank := strings.Repeat(" ", cursor-len(args))
		start, all = k.Complete(blank+args, cursor)
		return start, all
	}
	return cursor, nil
}

// list collects matches.
type list struct {
	prefix string
	want   types.Type // that the place asks for, nil if it does not
	found  []match
	seen   map[string]bool
}

type match struct {
	Match
	rank int
}

// Ranks: what is nearer comes first.
const (
	field = iota
	local
	session
	member
	pkgName
	universe
	keyword
)

func (l *list) add(m Match, rank int, t types.Type) {
	if l.seen == nil {
		l.seen = map[string]bool{}
	}
	if l.seen[m.Text] || m.Text == "_" || strings.HasSuffix(m.Text, "__") ||
		!strings.HasPrefix(strings.ToLower(m.Text), strings.ToLower(l.prefix)) {
		return
	}
	l.seen[m.Text] = true
	if !strings.HasPrefix(m.Text, l.prefix) {
		rank += 100
	}
	rank -= l.fits(t)
	l.found = append(l.found, match{m, rank})
}

// fits tells how well a value of the type, or what a function of it returns, is
// what the place asks for.
func (l *list) fits(t types.Type) int {
	if l.want == nil || t == nil || types.IsInterface(l.want) {
		return 0
	}
	if types.Identical(t, l.want) {
		return 60
	}
	if types.AssignableTo(t, l.want) {
		return 40
	}
	sig, ok := t.Underlying().(*types.Signature)
	if ok && sig.Results().Len() > 0 && types.AssignableTo(sig.Results().At(0).Type(), l.want) {
		return 50
	}
	return 0
}

// object adds what a name stands for.
func (l *list) object(obj types.Object, rank int) {
	m := Match{Text: obj.Name(), Type: kind(obj)}
	var t types.Type
	switch obj := obj.(type) {
	case *types.PkgName:
		m.Signature = obj.Imported().Path()
	case *types.Builtin, *types.Nil, *types.Label:
	default:
		t = obj.Type()
		m.Signature = short(t)
	}
	if _, ok := obj.(*types.TypeName); ok {
		t = nil
	}
	l.add(m, rank, t)
}

func (l *list) sorted() []Match {
	slices.SortStableFunc(l.found, func(a, b match) int {
		if a.rank != b.rank {
			return a.rank - b.rank
		}
		return strings.Compare(a.Text, b.Text)
	})
	all := make([]Match, len(l.found))
	for i, m := range l.found {
		all[i] = m.Match
	}
	return all
}

// kind is what clients call an object.
func kind(obj types.Object) string {
	switch obj := obj.(type) {
	case *types.Func:
		if obj.Signature().Recv() != nil {
			return "method"
		}
		return "function"
	case *types.Var:
		if obj.IsField() {
			return "field"
		}
		return "variable"
	case *types.Const, *types.Nil:
		return "constant"
	case *types.TypeName:
		return "type"
	case *types.PkgName:
		return "package"
	case *types.Builtin:
		return "function"
	}
	return "label"
}

// collect finds what fits where the hole is.
func (c *checked) collect(l *list) {
	if c.ident == nil {
		return
	}
	switch p := c.parent(0).(type) {
	case *ast.SelectorExpr:
		if p.Sel == c.ident {
			c.want(l, 1)
			c.members(l, p.X)
			return
		}
	case *ast.BranchStmt:
		c.labels(l)
		return
	case *ast.TypeSpec, *ast.FuncDecl, *ast.ImportSpec:
		if naming(p, c.ident) {
			return
		}
	case *ast.ValueSpec:
		if slices.Contains(p.Names, c.ident) {
			return
		}
	case *ast.Field:
		if slices.Contains(p.Names, c.ident) {
			return
		}
	}
	c.want(l, 0)
	if c.literal(l) {
		return
	}
	c.names(l)
}

// naming reports whether the identifier is the name that a declaration gives.
func naming(n ast.Node, id *ast.Ident) bool {
	switch n := n.(type) {
	case *ast.TypeSpec:
		return n.Name == id
	case *ast.FuncDecl:
		return n.Name == id
	case *ast.ImportSpec:
		return true
	}
	return false
}
