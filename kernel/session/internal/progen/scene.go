package progen

import (
	_ "embed"
	"fmt"
	"regexp"
	"strings"
)

// scenes.txt holds forms of code in which interpreters err. A scene begins with
// "=== feature, feature"; declarations may come first, ended by "---". A body
// that starts with "func:" needs a function around it. In the text
//
//	@x      is a name of this scene alone
//	#n #i   a number from 2 to 4, from 1 to 9
//	#I #S   an expression of type int, string
//	#s      a string constant
//	#T #v #V  a basic type, a constant and an expression of it
//	%#v     stays
//	⟦a|b⟧   one of these
//
//go:embed scenes.txt
var scenesText string

type sceneForm struct {
	features    []string
	decls, body string
	needsFunc   bool
}

var sceneForms = readScenes(scenesText)

func readScenes(text string) (all []sceneForm) {
	for _, s := range strings.Split("\n"+text, "\n=== ")[1:] {
		head, body, _ := strings.Cut(s, "\n")
		f := sceneForm{features: strings.Split(head, ", "), body: body}
		if decls, rest, ok := strings.Cut(body, "\n---\n"); ok {
			f.decls, f.body = decls, rest
		}
		f.body, f.needsFunc = strings.CutPrefix(strings.TrimSpace(f.body), "func:")
		all = append(all, f)
	}
	return all
}

var (
	sceneName   = regexp.MustCompile(`@(\w+)`)
	sceneChoice = regexp.MustCompile(`⟦([^⟧]*)⟧`)
	sceneHole   = regexp.MustCompile(`%?#[niISsTvV]`)
)

// scene adds one of the fixed forms with random parts.
func (g *gen) scene() {
	f := pick(g, sceneForms...)
	for _, feature := range f.features {
		g.use(feature)
	}
	suffix := g.name("_")
	t := pick(g, g.basic(), tInt)
	for t.named || t.kind == kBool || t.kind == kComplex {
		t = pick(g, ints[g.n(len(ints))], tString, tFloat)
	}
	form := g.n(4)
	fill := func(text string) string { return g.fill(text, suffix, t) }
	if f.decls != "" {
		g.apart(true, func() { g.sceneDecls(fill(f.decls)) })
	}
	switch {
	case form == 0 || f.needsFunc && form == 1:
		name := g.name("scene")
		g.apart(true, func() { g.decl(fmt.Sprintf("func %s() {\n%s\n}", name, fill(f.body))) })
		g.statements(name + "()\n")
	case f.needsFunc:
		g.statements("func() {\n" + fill(f.body) + "\n}()\n")
	case form == 1:
		g.statements("{\n" + fill(f.body) + "\n}\n")
	default:
		g.use("scene at top level")
		g.statements(fill(f.body) + "\n")
	}
}

// sceneDecls adds declarations that blank lines part. They may need each other,
// so they stay in one cell.
func (g *gen) sceneDecls(text string) {
	for i, d := range strings.Split(strings.TrimSpace(text), "\n\n") {
		g.decl(d)
		g.items[len(g.items)-1].Glue = i > 0
	}
}

// fill puts random parts into the text of a scene.
func (g *gen) fill(text, suffix string, t *typ) string {
	text = sceneName.ReplaceAllString(text, "${1}"+suffix)
	text = sceneChoice.ReplaceAllStringFunc(text, func(s string) string {
		return pick(g, strings.Split(strings.Trim(s, "⟦⟧"), "|")...)
	})
	return sceneHole.ReplaceAllStringFunc(text, func(s string) string {
		switch s {
		case "%#v":
			return s
		case "#n":
			return fmt.Sprint(g.between(2, 4))
		case "#i":
			return fmt.Sprint(g.between(1, 9))
		case "#I":
			return g.expr(tInt, 1)
		case "#S":
			return g.expr(tString, 1)
		case "#s":
			return g.literal(tString)
		case "#T":
			return t.text
		case "#v":
			return g.literal(t)
		}
		return g.expr(t, 1)
	})
}
