//go:build !js

package shim

import (
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"
	"text/template"
	"text/template/parse"

	"github.com/udl-go/lab/kernel/internal/value"
)

// Templates find fields and methods by reflection, where values of a session
// have none by the names of their types. So before a template is executed, the
// names in its tree become calls of functions that know them.

func templates() pkg {
	return pkg{
		path: "text/template",
		methods: map[string]any{
			"(*text/template.Template).Execute": func(t *template.Template, w io.Writer, data any) error {
				prepare(t)
				return asWritten(t.Execute(w, data))
			},
			"(*text/template.Template).ExecuteTemplate": func(t *template.Template, w io.Writer, name string, data any) error {
				prepare(t)
				return asWritten(t.ExecuteTemplate(w, name, data))
			},
			"(*text/template.Template).Funcs": func(t *template.Template, m template.FuncMap) *template.Template {
				return t.Funcs(callable(m))
			},
		},
		functions: map[string]any{
			"HTMLEscaper": func(a ...any) string { return template.HTMLEscapeString(value.Sprint(a...)) },
			"JSEscaper":   func(a ...any) string { return template.JSEscapeString(value.Sprint(a...)) },
			"IsTrue":      func(x any) (bool, bool) { return template.IsTrue(value.Raw(x)) },
		},
	}
}

func prepare(t *template.Template) {
	t.Funcs(templateFuncs(missingKeyOf(t)))
	for _, x := range t.Templates() {
		rewrite(x.Tree)
	}
}

func rewrite(t *parse.Tree) {
	if t != nil {
		rewriteList(t.Root)
	}
}

// Names of the functions that rewritten trees call.
const (
	memberFunc = "session__member"
	truthFunc  = "session__truth"
	rangeFunc  = "session__range"
	printFunc  = "session__print"
	plainFunc  = "session__plain"
)

// rewriteList rewrites what it has not rewritten yet.
func rewriteList(l *parse.ListNode) {
	if l == nil {
		return
	}
	for _, n := range l.Nodes {
		switch n := n.(type) {
		case *parse.ActionNode:
			rewritePipe(n.Pipe)
			if len(n.Pipe.Decl) == 0 {
				filter(n.Pipe, printFunc)
			}
		case *parse.IfNode:
			rewriteBranch(&n.BranchNode, truthFunc)
		case *parse.WithNode:
			rewriteBranch(&n.BranchNode, truthFunc)
		case *parse.RangeNode:
			rewriteBranch(&n.BranchNode, rangeFunc)
		case *parse.TemplateNode:
			if n.Pipe != nil {
				rewritePipe(n.Pipe)
			}
		}
	}
}

func rewriteBranch(b *parse.BranchNode, f string) {
	rewritePipe(b.Pipe)
	filter(b.Pipe, f)
	rewriteList(b.List)
	rewriteList(b.ElseList)
}

// filter makes a pipeline end with a function, before the escapers of package
// html/template.
func filter(p *parse.PipeNode, f string) {
	for _, c := range p.Cmds {
		if id, ok := c.Args[0].(*parse.IdentifierNode); ok && id.Ident == f {
			return
		}
	}
	p.Cmds = append(p.Cmds, command(p.Pos, identifier(f, p.Pos)))
}

func rewritePipe(p *parse.PipeNode) {
	var cmds []*parse.CommandNode
	for i, c := range p.Cmds {
		if id, ok := c.Args[0].(*parse.IdentifierNode); ok && i > 0 && ofPlain[id.Ident] {
			cmds = append(cmds, command(c.Pos, identifier(plainFunc, c.Pos)))
		}
		rewriteCommand(c)
		cmds = append(cmds, c)
	}
	p.Cmds = cmds
}

// ofPlain are the functions that take values of basic types, or look at the
// shape alone.
var ofPlain = map[string]bool{"eq": true, "ne": true, "lt": true, "le": true, "gt": true, "ge": true, "len": true, "slice": true}

// ofTruth are those that ask whether a value is true.
var ofTruth = map[string]bool{"and": true, "or": true, "not": true}

func rewriteCommand(c *parse.CommandNode) {
	around := ""
	if id, ok := c.Args[0].(*parse.IdentifierNode); ok {
		switch {
		case ofPlain[id.Ident]:
			around = plainFunc
		case ofTruth[id.Ident]:
			around = truthFunc
		}
	}
	var args []parse.Node
	for i, n := range c.Args {
		switch x := n.(type) {
		case *parse.PipeNode:
			rewritePipe(x)
		case *parse.ChainNode:
			if p, ok := x.Node.(*parse.PipeNode); ok {
				rewritePipe(p)
			}
		}
		if from, path := member(n); path != "" {
			at := n.Position()
			look := []parse.Node{identifier(memberFunc, at), from, text(path, at)}
			if i == 0 {
				args = append(args, look...)
				c.Pos = at // where errors of the call are
				continue
			}
			n = inParens(command(at, look...))
		}
		if i > 0 && around != "" && !literal(n) {
			n = inParens(command(n.Position(), identifier(around, n.Position()), n))
		}
		args = append(args, n)
	}
	c.Args = args
}

// member splits what names a field or a method into where it begins and the
// names, empty for other nodes.
func member(n parse.Node) (from parse.Node, path string) {
	switch n := n.(type) {
	case *parse.FieldNode:
		return &parse.DotNode{NodeType: parse.NodeDot, Pos: n.Pos}, strings.Join(n.Ident, ".")
	case *parse.VariableNode:
		return &parse.VariableNode{NodeType: n.NodeType, Pos: n.Pos, Ident: n.Ident[:1]}, strings.Join(n.Ident[1:], ".")
	case *parse.ChainNode:
		return n.Node, strings.Join(n.Field, ".")
	}
	return nil, ""
}

func literal(n parse.Node) bool {
	switch n.(type) {
	case *parse.NumberNode, *parse.StringNode, *parse.BoolNode, *parse.NilNode:
		return true
	}
	return false
}

func identifier(name string, at parse.Pos) parse.Node { return parse.NewIdentifier(name).SetPos(at) }

func text(s string, at parse.Pos) parse.Node {
	return &parse.StringNode{NodeType: parse.NodeString, Pos: at, Quoted: strconv.Quote(s), Text: s}
}

func command(at parse.Pos, args ...parse.Node) *parse.CommandNode {
	return &parse.CommandNode{NodeType: parse.NodeCommand, Pos: at, Args: args}
}

func inParens(c *parse.CommandNode) parse.Node {
	return &parse.PipeNode{NodeType: parse.NodePipe, Pos: c.Pos, Cmds: []*parse.CommandNode{c}}
}

var (
	rewrittenMember = regexp.MustCompile(`\(?session__member (\S+) "([^"]*)"\)?`)
	rewrittenOther  = regexp.MustCompile(`( \| |error calling )?session__\w+:? ?`)
)

// asWritten shows the template as its author wrote it.
func asWritten(err error) error {
	var e template.ExecError
	if !errors.As(err, &e) {
		return err
	}
	s := rewrittenMember.ReplaceAllStringFunc(e.Err.Error(), func(s string) string {
		m := rewrittenMember.FindStringSubmatch(s)
		return strings.TrimSuffix(m[1], ".") + "." + m[2]
	})
	s = rewrittenOther.ReplaceAllString(s, "")
	if s == e.Err.Error() {
		return err
	}
	return template.ExecError{Name: e.Name, Err: shortened{s, errors.Unwrap(e.Err)}}
}

// shortened is an error with another text.
type shortened struct {
	text string
	err  error
}

func (s shortened) Error() string { return s.text }
func (s shortened) Unwrap() error { return s.err }
