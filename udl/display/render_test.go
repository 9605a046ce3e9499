package display

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/udl"
)

type rich struct{}

func (rich) HTML() string   { return "<b>rich</b>" }
func (rich) SVG() string    { return "<svg/>" }
func (rich) PNG() []byte    { return []byte("png") }
func (rich) String() string { return "plain" }

type broken struct{ Name string }

func (*broken) HTML() string   { panic("no html") }
func (*broken) SVG() string    { panic(fmt.Errorf("no svg")) }
func (*broken) PNG() []byte    { panic(worse{}) }
func (*broken) String() string { panic(42) }

// worse panics when its panic is printed.
type worse struct{}

func (worse) String() string { panic("again") }
func (worse) Error() string  { panic("again") }

type node struct {
	Next  *node
	Label string
}

func TestRenderForms(t *testing.T) {
	assert.Equal(t, udl.Bundle{
		"text/plain": "plain", "text/html": "<b>rich</b>", "image/svg+xml": "<svg/>", "image/png": []byte("png"),
	}, Render(rich{}))
	assert.Equal(t, udl.Bundle{"text/plain": "a & b", "text/html": "<p>a &amp; <i>b</i></p>"}, Render(HTML("<p>a &amp; <i>b</i></p>")))
	assert.Equal(t, udl.Bundle{"text/plain": "# T", "text/markdown": "# T"}, Render(Markdown("# T")))
	assert.Equal(t, udl.Bundle{"text/plain": "t"}, Render(Text("t")))
	assert.Equal(t, udl.Bundle{"text/plain": "SVG picture", "image/svg+xml": "<svg/>"}, Render(SVG("<svg/>")))
	assert.Equal(t, udl.Bundle{"text/plain": ""}, Render(Value{}))
	assert.Equal(t, udl.Bundle{"text/plain": "x", "text/html": "<p>x"}, Render(udl.Bundle{"text/html": "<p>x"}))
	assert.Equal(t, udl.Bundle{"text/plain": ""}, Render(udl.Bundle(nil)))
}

func TestRenderImage(t *testing.T) {
	m := image.NewGray(image.Rect(0, 0, 3, 2))
	m.SetGray(2, 1, color.Gray{Y: 200})
	b := Render(m)
	assert.Equal(t, "*image.Gray of 3×2 pixels", b["text/plain"])
	back, err := png.Decode(bytes.NewReader(b["image/png"].([]byte)))
	require.NoError(t, err)
	assert.Equal(t, color.Gray{Y: 200}, back.At(2, 1))
	assert.Equal(t, "PNG picture, 3×2 pixels", PNG(b["image/png"].([]byte)).String())
	assert.NotContains(t, Render(image.NewGray(image.Rectangle{})), "image/png")
	assert.NotContains(t, Render((*image.Gray)(nil)), "image/png")
	assert.Equal(t, "PNG picture, 3 bytes", PNG([]byte("bad")).String())
}

func TestRenderText(t *testing.T) {
	loop := &node{Label: "a"}
	loop.Next = loop
	var nilStringer *broken
	f := 1.5
	for _, c := range []struct {
		v    any
		want string
	}{
		{nil, "<nil>"},
		{7, "7"},
		{"text", "text"},
		{float32(0.1), "0.1"},
		{math.NaN(), "NaN"},
		{complex(1, -2), "(1-2i)"},
		{errors.New("lost"), "lost"},
		{error(nil), "<nil>"},
		{nilStringer, "<nil>"},
		{&f, "&1.5"},
		{[]int(nil), "[]"},
		{[]string{"a", "b"}, "[a b]"},
		{[]any{1, nil, "x"}, "[1 <nil> x]"},
		{make([]float64, 41), "[0 0 0 0 0 0 0 0 … 0 0 0 0 0 0 0 0] (41 elements)"},
		{struct {
			X int
			y []byte
		}{1, []byte{2}}, "{1 [2]}"},
		{map[int]string{10: "b", 9: "a"}, "map[9:a 10:b]"},
		{map[string]int{"z": 1, "a": 2, "3": 0}, "map[3:0 a:2 z:1]"},
		{func(int) {}, "func(int)"},
		{(chan int)(nil), "<nil>"},
		{[]any{&broken{"x"}}, "[(display: String of *display.broken panicked: 42)]"},
		{worse{}, "(display: Error of display.worse panicked: again)"},
	} {
		assert.Equal(t, c.want, Render(c.v)["text/plain"], "%T", c.v)
	}
	assert.Contains(t, Render(loop)["text/plain"], " a}")
	assert.Less(t, len(Render(loop)["text/plain"].(string)), 500)
}

func TestRenderIsShort(t *testing.T) {
	deep := make([][][]string, 1000)
	for i := range deep {
		deep[i] = make([][]string, 1000)
		for j := range deep[i] {
			deep[i][j] = []string{strings.Repeat("w", 100)}
		}
	}
	table := map[int]int{}
	for i := range 10000 {
		table[i] = i
	}
	for _, v := range []any{deep, table, strings.Repeat("é", 1<<20), make([]byte, 1<<24), &deep} {
		text := Render(v)["text/plain"].(string)
		assert.Less(t, len(text), 30000, "%T", v)
		assert.Contains(t, text, "…", "%T", v)
		assert.True(t, json.Valid([]byte(`"`+strings.ReplaceAll(text, "\n", " ")+`"`)), "%T", v)
	}
}

func TestRenderSurvivesPanics(t *testing.T) {
	b, err := render(&broken{})
	assert.Equal(t, udl.Bundle{"text/plain": "(display: String of *display.broken panicked: 42)"}, b)
	for _, want := range []string{"HTML of *display.broken panicked: no html", "no svg", "PNG of *display.broken panicked"} {
		assert.ErrorContains(t, err, want)
	}
	var v *Value // a method called through a nil pointer
	assert.Contains(t, Render(v)["text/plain"], "Bundle of *display.Value panicked")
}

func TestShowGoesToContext(t *testing.T) {
	type call struct {
		text   any
		id     string
		update bool
	}
	var calls []call
	ctx := udl.WithDisplay(context.Background(), func(b udl.Bundle, id string, update bool) {
		calls = append(calls, call{b["text/plain"], id, update})
	})
	require.NoError(t, Show(ctx, 1, "two"))
	require.NoError(t, ShowAs(ctx, "place", 3))
	require.NoError(t, Update(ctx, "place", 4))
	require.ErrorContains(t, Show(ctx, &broken{}, 5), "no html")
	require.ErrorIs(t, ShowAs(ctx, "", 6), udl.ErrRange)
	require.ErrorIs(t, Update(ctx, "", 7), udl.ErrRange)
	assert.Equal(t, []call{
		{"1", "", false},
		{"two", "", false},
		{"3", "place", false},
		{"4", "place", true},
		{"(display: String of *display.broken panicked: 42)", "", false},
		{"5", "", false},
	}, calls)
}

func TestTextOfHTML(t *testing.T) {
	for markup, want := range map[string]string{
		"":                                   "",
		"a <b>bold</b> word":                 "a bold word",
		"<h1>T</h1><p class='x'>one<br>two":  "T\none\ntwo",
		"1 &lt; 2":                           "1 < 2",
		"cut <tag":                           "cut",
		"<table><tr><td>1</td></tr></table>": "1",
	} {
		assert.Equal(t, want, textOf(markup), markup)
	}
}

// formatted prints itself with every verb, as values of cells do.
type formatted struct{ hidden int }

func (f formatted) Format(s fmt.State, _ rune) { fmt.Fprint(s, "formatted ", f.hidden) }

func TestAFormatterPrintsItselfAtDepth(t *testing.T) {
	assert.Equal(t, "[formatted 1]", Render([]any{formatted{1}})["text/plain"])
}
