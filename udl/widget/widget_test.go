package widget_test

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/udl"
	"github.com/udl-go/lab/udl/widget"
)

// front is a front end that keeps what it is told.
type front struct {
	ctx     context.Context
	opened  []map[string]any // data of the channels
	receive []func([]byte)
	sent    []string
	shown   []string
}

type channel struct {
	f  *front
	id int
}

func newFront(t *testing.T) *front {
	f := &front{}
	f.ctx = udl.WithComms(udl.WithDisplay(t.Context(), func(b udl.Bundle, id string, update bool) {
		text := fmt.Sprint(b["text/plain"])
		if v, ok := b["application/vnd.jupyter.widget-view+json"].(map[string]any); ok {
			text = fmt.Sprint("view ", v["model_id"])
		}
		if update {
			text = "update " + text
		}
		f.shown = append(f.shown, text)
	}), f)
	return f
}

func (f *front) Open(target string, data, metadata any, receive func([]byte)) (udl.Comm, error) {
	if target != "jupyter.widget" || fmt.Sprint(metadata) != "map[version:2.1.0]" {
		return nil, fmt.Errorf("no target %q %v", target, metadata)
	}
	text, err := json.Marshal(data)
	if err != nil {
		return nil, err
	}
	var m map[string]any
	if err := json.Unmarshal(text, &m); err != nil {
		return nil, err
	}
	f.opened, f.receive = append(f.opened, m["state"].(map[string]any)), append(f.receive, receive)
	return channel{f, len(f.opened) - 1}, nil
}

func (c channel) ID() string { return fmt.Sprint("m", c.id) }
func (c channel) Send(data any) error {
	text, err := json.Marshal(data)
	c.f.sent = append(c.f.sent, string(text))
	return err
}
func (c channel) Close() error { return nil }

func (f *front) moves(i int, state string) {
	f.receive[i]([]byte(`{"method":"update","state":` + state + `}`))
}

// What the front end changes reaches the program, which draws anew; what is no
// change, or makes no sense, does not.
func TestInteract(t *testing.T) {
	f := newFront(t)
	s, n := widget.NewSlider("x", 0, 10, 2.5), widget.NewIntSlider("n", 1, 5, 3)
	d, c := widget.NewDropdown("how", "a", "b"), widget.NewCheckbox("yes", false)
	pressed := 0
	b := widget.NewButton("go", func() { pressed++ })
	require.NoError(t, widget.Interact(f.ctx, func() any { return fmt.Sprintf("%v %v %v %v %v", s.Value(), n.Value(), d.Value(), c.Value(), pressed) }, s, n, d, c, b))
	assert.Equal(t, []string{"view m0", "view m1", "view m2", "view m3", "view m4", "2.5 3 a false 0"}, f.shown)
	for i, want := range []map[string]any{
		{"_model_name": "FloatSliderModel", "_view_name": "FloatSliderView", "value": 2.5, "min": 0.0, "max": 10.0, "description": "x"},
		{"_model_name": "IntSliderModel", "value": 3.0},
		{"_model_name": "DropdownModel", "_options_labels": []any{"a", "b"}, "index": 0.0},
		{"_model_name": "CheckboxModel", "value": false},
		{"_model_name": "ButtonModel", "_model_module": "@jupyter-widgets/controls", "_model_module_version": "2.0.0"},
	} {
		assert.Subset(t, f.opened[i], want)
	}
	require.NoError(t, widget.Show(f.ctx, widget.NewSlider("", 1, 10, 2), widget.NewSlider("", 0, 3e-7, 0), widget.NewSlider("", -1, 1, 0)))
	for i, step := range []float64{0.05, 2e-9, 0.02} {
		assert.InEpsilon(t, step, f.opened[5+i]["step"], 1e-9)
	}
	f.shown = nil
	f.moves(0, `{"value":4}`)
	f.moves(0, `{"value":4}`)
	f.moves(0, `{"value":99}`)
	f.moves(0, `{"value":"x"}`)
	f.moves(0, `{"min":-5,"_view_name":"Evil"}`)
	f.moves(1, `{"value":2.0}`)
	f.moves(2, `{"index":1}`)
	f.moves(2, `{"index":7}`)
	f.moves(2, `{"index":null}`)
	f.moves(3, `{"value":true}`)
	f.receive[4]([]byte(`{"method":"custom","content":{"event":"click"}}`))
	f.receive[4]([]byte(`{"method":"custom","content":{"event":"hover"}}`))
	f.receive[0]([]byte(`nonsense`))
	assert.Equal(t, []string{
		"update 4 3 a false 0", "update 10 3 a false 0", "update 10 2 a false 0", "update 10 2 b false 0",
		"update 10 2 b true 0", "update 10 2 b true 1",
	}, f.shown)
	f.sent = nil
	f.receive[3]([]byte(`{"method":"request_state"}`))
	require.Len(t, f.sent, 1)
	assert.Contains(t, f.sent[0], `"method":"update"`)
	assert.Contains(t, f.sent[0], `"value":true`)
}

func TestSet(t *testing.T) {
	f := newFront(t)
	s, n, d, c, p := widget.NewSlider("x", 0, 1, 0), widget.NewIntSlider("n", 0, 9, 1), widget.NewDropdown("d", "a", "b"), widget.NewCheckbox("c", true), widget.NewProgress("p", 8)
	require.NoError(t, s.Set(0.5)) // nobody sees it yet
	require.NoError(t, widget.Show(f.ctx, s, n, d, c, p))
	require.NoError(t, widget.Show(f.ctx, s), "a second view of the same model")
	assert.Len(t, f.opened, 5)
	assert.Equal(t, 0.5, f.opened[0]["value"])
	assert.Equal(t, "ProgressView", f.opened[4]["_view_name"])
	require.NoError(t, s.Set(3))
	require.NoError(t, n.Set(-3))
	require.NoError(t, d.Set("b"))
	require.NoError(t, c.Set(false))
	require.NoError(t, p.Set(6))
	assert.Equal(t, []any{1.0, 0, "b", false}, []any{s.Value(), n.Value(), d.Value(), c.Value()})
	require.Len(t, f.sent, 5)
	assert.JSONEq(t, `{"method":"update","state":{"value":1},"buffer_paths":[]}`, f.sent[0])
	assert.JSONEq(t, `{"method":"update","state":{"index":1},"buffer_paths":[]}`, f.sent[2])
	for _, err := range []error{
		s.Set(math.NaN()), d.Set("z"), p.Set(math.NaN()), widget.Interact(f.ctx, nil),
		widget.Show(f.ctx, widget.NewSlider("x", 1, 0, 0)), widget.Show(f.ctx, widget.NewSlider("x", 0, 1, math.NaN())),
		widget.Show(f.ctx, widget.NewIntSlider("x", 0, 1, 2)), widget.Show(f.ctx, widget.NewDropdown("x")), widget.Show(f.ctx, widget.NewProgress("x", 0)),
	} {
		require.ErrorIs(t, err, udl.ErrRange)
	}
	assert.Empty(t, widget.NewDropdown("x").Value())
}

// Without a front end controls are text, and what they drive is shown once.
func TestWithoutFrontEnd(t *testing.T) {
	var shown []string
	ctx := udl.WithDisplay(t.Context(), func(b udl.Bundle, _ string, _ bool) {
		assert.Len(t, b, 1)
		shown = append(shown, fmt.Sprint(b["text/plain"]))
	})
	s := widget.NewSlider("x", 0, 1, 0.25)
	p := widget.NewProgress("p", 4)
	require.NoError(t, p.Set(1))
	require.NoError(t, widget.Interact(ctx, func() any { return s.Value() * 2 },
		s, widget.NewIntSlider("n", 0, 9, 1), widget.NewDropdown("d", "a", "b"), widget.NewCheckbox("c", true), widget.NewButton("go", nil), p))
	assert.Equal(t, []string{"x: 0.25 (0 to 1)", "n: 1 (0 to 9)", `d: a of ["a" "b"]`, "c: true", "[go]", "p: 25 %", "0.5"}, shown)
}
