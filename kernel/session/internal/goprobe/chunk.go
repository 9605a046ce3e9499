package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/scanner"
	"go/token"
	"strconv"
	"strings"
)

// chunk is one import declaration, declaration, or statement of a cell.
type chunk struct {
	text  string
	decls []ast.Decl // a file's declarations, or
	stmt  ast.Stmt   // a statement
	base  int        // position in the parsed source where text begins
}

// slice returns the text of a node of the chunk.
func (c *chunk) slice(n ast.Node) string {
	return c.text[int(n.Pos())-c.base : int(n.End())-c.base]
}

// cut finds the chunks of a cell: at each semicolon outside of brackets it tries
// whether what was read so far is complete.
func cut(code string) ([]*chunk, error) {
	var chunks []*chunk
	begin := 0
	for _, end := range ends(code) {
		text := strings.TrimSpace(code[begin:end])
		if text == "" || strings.HasPrefix(text, "package ") {
			begin = min(end+1, len(code))
			continue
		}
		c, err := parse(text)
		if err == nil {
			chunks, begin = append(chunks, c), min(end+1, len(code))
		} else if end == len(code) {
			return nil, fmt.Errorf("syntax error: %w", err)
		}
	}
	return chunks, nil
}

// ends returns where a chunk may end: offsets of semicolons, written or implied.
func ends(code string) (offs []int) {
	file := token.NewFileSet().AddFile("", -1, len(code))
	var s scanner.Scanner
	s.Init(file, []byte(code), func(token.Position, string) {}, 0)
	depth := 0
	for {
		pos, tok, _ := s.Scan()
		switch tok {
		case token.LPAREN, token.LBRACE, token.LBRACK:
			depth++
		case token.RPAREN, token.RBRACE, token.RBRACK:
			depth--
		case token.SEMICOLON:
			if depth == 0 {
				offs = append(offs, min(file.Offset(pos), len(code)))
			}
		case token.EOF:
			return append(offs, len(code))
		}
	}
}

// parse parses one chunk.
func parse(text string) (*chunk, error) {
	const file, function = "package p;", "package p; func _() {\n"
	const mode = parser.SkipObjectResolution
	f, err := parser.ParseFile(token.NewFileSet(), "", file+text+"\n", mode)
	isDecl := err == nil
	if isDecl && !strings.HasPrefix(text, "var") {
		return &chunk{text: text, decls: f.Decls, base: len(file) + 1}, nil
	}
	f, serr := parser.ParseFile(token.NewFileSet(), "", function+text+"\n}\n", mode)
	if serr != nil {
		return nil, serr
	}
	body := f.Decls[0].(*ast.FuncDecl).Body.List
	if len(body) == 0 {
		return &chunk{text: text, base: len(function) + 1}, nil // a comment
	}
	if len(body) > 1 {
		return nil, fmt.Errorf("goprobe: %d statements in one chunk %q", len(body), text)
	}
	return &chunk{text: text, stmt: body[0], base: len(function) + 1}, nil
}

// imports returns the import specifications of a chunk as name → path, and
// whether it is an import declaration.
func (c *chunk) imports() (map[string]string, bool) {
	found := map[string]string{}
	for _, d := range c.decls {
		g, ok := d.(*ast.GenDecl)
		if !ok || g.Tok != token.IMPORT {
			return nil, false
		}
		for _, s := range g.Specs {
			spec := s.(*ast.ImportSpec)
			path, _ := strconv.Unquote(spec.Path.Value)
			name := lastElement(path)
			if spec.Name != nil {
				name = spec.Name.Name
			}
			found[name] = path
		}
	}
	return found, len(c.decls) > 0
}

// lastElement is the name of a standard package: its path's end, versions skipped.
func lastElement(path string) string {
	parts := strings.Split(path, "/")
	last := parts[len(parts)-1]
	if len(parts) > 1 && last[0] == 'v' && strings.Trim(last[1:], "0123456789") == "" {
		return parts[len(parts)-2]
	}
	return last
}
