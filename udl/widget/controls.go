package widget

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"

	"github.com/udl-go/lab/udl"
)

// steps is into how many parts a slider divides its range at least.
const steps = 100

// round is the largest of 1, 2 and 5 times a power of ten that is not above x: the
// front end moves a value to the next step, and those from round to round steps are
// the ones that people write.
func round(x float64) float64 {
	power := math.Pow(10, math.Floor(math.Log10(x)))
	for _, k := range []float64{5, 2} {
		if k*power <= x {
			return k * power
		}
	}
	return power
}

// Slider is a number between two others, in round steps of a hundredth of the way or
// less.
type Slider struct {
	model    *Model
	min, max float64
}

// NewSlider returns a slider that stands at value. min must be less than max and
// value between them; all must be finite.
func NewSlider(label string, min, max, value float64) *Slider {
	s := &Slider{min: min, max: max, model: newModel("FloatSlider", label, map[string]any{
		"min": min, "max": max, "value": value, "step": round((max - min) / steps),
		"behavior": "drag-tap", "continuous_update": true, "orientation": "horizontal", "readout": true, "readout_format": ".3~g",
	})}
	if !(min < max) || math.IsInf(max-min, 0) || !(value >= min && value <= max) {
		s.model.err = fmt.Errorf("widget: slider %q: %v is not between %v and %v: %w", label, value, min, max, udl.ErrRange)
	}
	s.model.take = func(key string, raw json.RawMessage) (any, bool) {
		var x float64
		if key != "value" || json.Unmarshal(raw, &x) != nil {
			return nil, false
		}
		return math.Min(math.Max(x, s.min), s.max), true
	}
	s.model.text = s.text
	return s
}

// Value is where the slider stands.
func (s *Slider) Value() float64 { return s.model.get("value").(float64) }

// Set moves the slider, at most to an end of its range.
func (s *Slider) Set(x float64) error {
	if math.IsNaN(x) {
		return fmt.Errorf("widget: slider: NaN: %w", udl.ErrRange)
	}
	return s.model.set("value", math.Min(math.Max(x, s.min), s.max))
}

// Model implements Control.
func (s *Slider) Model() *Model { return s.model }

func (s *Slider) text() string {
	return fmt.Sprintf("%v: %v (%v to %v)", s.model.get("description"), s.Value(), s.min, s.max)
}

// IntSlider is a whole number between two others.
type IntSlider struct {
	model    *Model
	min, max int
}

// NewIntSlider returns a slider that stands at value. min must be less than max and
// value between them.
func NewIntSlider(label string, min, max, value int) *IntSlider {
	s := &IntSlider{min: min, max: max, model: newModel("IntSlider", label, map[string]any{
		"min": min, "max": max, "value": value, "step": 1,
		"behavior": "drag-tap", "continuous_update": true, "orientation": "horizontal", "readout": true, "readout_format": "d",
	})}
	if min >= max || value < min || value > max {
		s.model.err = fmt.Errorf("widget: slider %q: %d is not between %d and %d: %w", label, value, min, max, udl.ErrRange)
	}
	s.model.take = func(key string, raw json.RawMessage) (any, bool) {
		var x float64 // the front end may send 3.0
		if key != "value" || json.Unmarshal(raw, &x) != nil {
			return nil, false
		}
		return int(math.Min(math.Max(math.Round(x), float64(s.min)), float64(s.max))), true
	}
	s.model.text = s.text
	return s
}

// Value is where the slider stands.
func (s *IntSlider) Value() int { return s.model.get("value").(int) }

// Set moves the slider, at most to an end of its range.
func (s *IntSlider) Set(x int) error { return s.model.set("value", min(max(x, s.min), s.max)) }

// Model implements Control.
func (s *IntSlider) Model() *Model { return s.model }

func (s *IntSlider) text() string {
	return fmt.Sprintf("%v: %d (%d to %d)", s.model.get("description"), s.Value(), s.min, s.max)
}

// Checkbox is yes or no.
type Checkbox struct{ model *Model }

// NewCheckbox returns a box that is checked if value is true.
func NewCheckbox(label string, value bool) *Checkbox {
	c := &Checkbox{newModel("Checkbox", label, map[string]any{"value": value, "indent": false})}
	c.model.take = func(key string, raw json.RawMessage) (any, bool) {
		var x bool
		if key != "value" || json.Unmarshal(raw, &x) != nil {
			return nil, false
		}
		return x, true
	}
	c.model.text = c.text
	return c
}

// Value reports whether the box is checked.
func (c *Checkbox) Value() bool { return c.model.get("value").(bool) }

// Set checks the box or clears it.
func (c *Checkbox) Set(x bool) error { return c.model.set("value", x) }

// Model implements Control.
func (c *Checkbox) Model() *Model { return c.model }

func (c *Checkbox) text() string { return fmt.Sprintf("%v: %v", c.model.get("description"), c.Value()) }

// Dropdown is one of several texts.
type Dropdown struct {
	model   *Model
	options []string
}

// NewDropdown returns a choice among options, of which there must be one at least;
// the first is chosen.
func NewDropdown(label string, options ...string) *Dropdown {
	d := &Dropdown{options: slices.Clone(options), model: newModel("Dropdown", label, map[string]any{"_options_labels": options, "index": 0})}
	if len(options) == 0 {
		d.model.err = fmt.Errorf("widget: dropdown %q: there is nothing to choose from: %w", label, udl.ErrRange)
	}
	d.model.take = func(key string, raw json.RawMessage) (any, bool) {
		var i int
		if key != "index" || json.Unmarshal(raw, &i) != nil || i < 0 || i >= len(d.options) {
			return nil, false
		}
		return i, true
	}
	d.model.text = d.text
	return d
}

// Value is the text that is chosen, empty if there are no options.
func (d *Dropdown) Value() string {
	if len(d.options) == 0 {
		return ""
	}
	return d.options[d.model.get("index").(int)]
}

// Set chooses an option. The error wraps udl.ErrRange when there is no such.
func (d *Dropdown) Set(option string) error {
	i := slices.Index(d.options, option)
	if i < 0 {
		return fmt.Errorf("widget: dropdown: there is no option %q in %q: %w", option, d.options, udl.ErrRange)
	}
	return d.model.set("index", i)
}

// Model implements Control.
func (d *Dropdown) Model() *Model { return d.model }

func (d *Dropdown) text() string {
	return fmt.Sprintf("%v: %v of %q", d.model.get("description"), d.Value(), d.options)
}

// Button is something to press.
type Button struct{ model *Model }

// NewButton returns a button that calls f, unless it is nil, each time it is
// pressed. What f prints goes to the log of the front end; to show something, let
// Interact call it.
func NewButton(label string, f func()) *Button {
	b := &Button{newModel("Button", label, map[string]any{"button_style": "", "icon": ""})}
	b.model.clicked, b.model.text = f, b.text
	return b
}

// Model implements Control.
func (b *Button) Model() *Model { return b.model }

func (b *Button) text() string { return fmt.Sprintf("[%v]", b.model.get("description")) }

// Progress is a bar that the program fills.
type Progress struct {
	model *Model
	max   float64
}

// NewProgress returns an empty bar that is full at max, which must be positive.
func NewProgress(label string, max float64) *Progress {
	p := &Progress{max: max, model: newModel("FloatProgress", label, map[string]any{
		"_view_name": "ProgressView", "min": 0.0, "max": max, "value": 0.0, "bar_style": "", "orientation": "horizontal",
	})}
	if !(max > 0) || math.IsInf(max, 0) {
		p.model.err = fmt.Errorf("widget: progress %q: full at %v: %w", label, max, udl.ErrRange)
	}
	p.model.text = p.text
	return p
}

// Set fills the bar up to x, at most to its end.
func (p *Progress) Set(x float64) error {
	if math.IsNaN(x) {
		return fmt.Errorf("widget: progress: NaN: %w", udl.ErrRange)
	}
	return p.model.set("value", math.Min(math.Max(x, 0), p.max))
}

// Model implements Control.
func (p *Progress) Model() *Model { return p.model }

func (p *Progress) text() string {
	return fmt.Sprintf("%v: %.0f %%", p.model.get("description"), 100*p.model.get("value").(float64)/p.max)
}
