package display_test

import (
	"math"
	"strings"
	"testing"
	"testing/quick"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/udl/display"
)

// counted is a large matrix that knows how often it was asked.
type counted struct{ asked int }

func (c *counted) Dims() (rows, cols int)  { return 60_000, 784 }
func (c *counted) At(row, col int) float64 { c.asked++; return float64(row * col) }

// A large matrix costs no more than what is shown of it.
func TestTableLooksAtWhatItShows(t *testing.T) {
	c := &counted{}
	b := display.Render(c)
	assert.Contains(t, b["text/html"], "60000×784 display_test.counted")
	assert.Contains(t, b["text/plain"], "60000×784 display_test.counted\n0      0 ")
	assert.Less(t, c.asked, 1000)
}

func TestTableEscapes(t *testing.T) {
	type row struct{ Name, Text string }
	html := display.Render([]row{{"<script>alert(1)</script>", `"&'`}})["text/html"].(string)
	assert.NotContains(t, html, "<script>")
	assert.Contains(t, html, "&lt;script&gt;")
	assert.Contains(t, html, "&#34;&amp;&#39;")
}

func TestCompareFindsTheBest(t *testing.T) {
	v := display.Compare([]string{"score", "loss ↓"},
		display.Score{Name: "a", Values: []float64{1, 1}}, display.Score{Name: "b", Values: []float64{2, 2}}, display.Score{Name: "c", Values: []float64{2, math.NaN()}})
	html := v.Bundle()["text/html"].(string)
	rows := strings.Split(html, "<tr>")[2:]
	require.Len(t, rows, 3)
	for i, bold := range []int{1, 1, 0} { // b is the first with the best score, a has the least loss
		assert.Equal(t, bold, strings.Count(rows[i], "font-weight:700"), rows[i])
	}
}

// What is no table is none: ragged rows, no rows, other things.
func TestTableOfNoTable(t *testing.T) {
	for _, v := range []any{[][]float64{{1}, {1, 2}}, [][]int{}, []struct{ a int }{{1}}, 3, "x", nil, [][]string{}, []map[int]int{{1: 1}}, (*counted)(nil)} {
		assert.NotContains(t, display.Render(v), "text/html", "%v", v)
		assert.NotEmpty(t, display.Table(v).String(), "%#v", v)
	}
}

// Whatever is in it, a table is drawn, has every row or says how many there are.
func TestTableLaws(t *testing.T) {
	type row struct {
		Name  string
		Score float64
		Count int64
		Flags []bool
		Deep  map[string]*[2]int8
	}
	law := func(rows []row, words [][]string, numbers [8][3]float32) bool {
		for _, v := range []any{rows, words, numbers[:], numbers} {
			b := display.Render(v)
			if b["text/plain"] == nil || strings.Contains(b["text/plain"].(string), "panicked") {
				return false
			}
			if html, ok := b["text/html"].(string); ok && strings.Count(html, "<td") != strings.Count(html, "</td>") {
				return false
			}
		}
		return strings.Count(display.Render(numbers)["text/html"].(string), "<tr>") == 8
	}
	require.NoError(t, quick.Check(law, &quick.Config{MaxCount: 300}))
}
