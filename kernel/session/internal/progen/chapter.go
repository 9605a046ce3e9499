package progen

import (
	_ "embed"
	"fmt"
	"regexp"
	"strings"
)

// chapters.txt holds cells that declare anew what others declared, each with
// what a main program says in its place: declarations after "--- plain",
// statements after "--- body". In the text
//
//	@x     is a name of this chapter alone
//	$1 $s  a number, a string constant, the same in the whole chapter
//
//go:embed chapters.txt
var chaptersText string

type chapterCell struct{ text, decls, body string }

type chapterForm struct {
	features []string
	cells    []chapterCell
}

var chapterForms = readChapters(chaptersText)

func readChapters(text string) (all []chapterForm) {
	for _, s := range strings.Split("\n"+text, "\n=== ")[1:] {
		head, rest, _ := strings.Cut(s, "\n")
		f := chapterForm{features: strings.Split(head, ", ")}
		for _, c := range strings.Split("\n"+rest, "\n--- cell\n") {
			text, plain, _ := strings.Cut(c, "\n--- plain\n")
			decls, body, _ := strings.Cut("\n"+plain, "\n--- body\n")
			f.cells = append(f.cells, chapterCell{text, decls, body})
		}
		all = append(all, f)
	}
	return all
}

var chapterName = regexp.MustCompile(`@(\w+)`)

// chapter adds one of the fixed forms with random parts.
func (g *gen) chapter() {
	f := pick(g, chapterForms...)
	for _, feature := range f.features {
		g.use(feature)
	}
	suffix := g.name("_")
	fill := strings.NewReplacer(
		"$1", fmt.Sprint(g.between(1, 9)), "$2", fmt.Sprint(g.between(1, 9)), "$3", fmt.Sprint(g.between(1, 9)),
		"$s", g.literal(tString),
	)
	text := func(s string) string {
		return fill.Replace(chapterName.ReplaceAllString(s, "${1}"+suffix))
	}
	for _, c := range f.cells {
		g.items = append(g.items, Item{New: true, Glue: true, Text: text(c.text), Plain: &Plain{text(c.decls), text(c.body)}})
	}
}
