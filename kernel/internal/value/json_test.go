package value

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

type (
	Level int
	Base  struct {
		ID   int    `json:"id"`
		Kind string `json:",omitempty"`
	}
	base2 struct{ Z, ID int }
	Doc   struct {
		Base
		base2
		Title  Name `json:"title"`
		hidden int
		Skip   int              `json:"-"`
		Dash   int              `json:"-,"` //nolint:staticcheck // a name that reads like none
		Num    int              `json:"num,string"`
		Str    string           `json:",string"`
		Zero   time.Time        `json:"zero,omitzero"`
		When   time.Duration    `json:"when"`
		Raw    Bytes            `json:"raw"`
		Level  Level            `json:"level"`
		Levels map[Level]*Point `json:"levels,omitempty"`
		Any    any              `json:"any"`
		Ptr    *Base            `json:"ptr"`
		Arr    [2]Level
		List   []Level `json:"list"`
		F      float32
		Text   string
		M      map[string]Celsius
	}
)

const jsonSource = `
import "time"
type Name string
type Bytes []byte
type Celsius float64
type Point struct{ X, y int }
type Level int
func (Level) MarshalText() ([]byte, error) { return nil, nil }
func (*Level) UnmarshalText([]byte) error { return nil }
type Base struct {
	ID int ` + "`json:\"id\"`" + `
	Kind string ` + "`json:\",omitempty\"`" + `
}
type base2 struct{ Z, ID int }
type Doc struct {
	Base
	base2
	Title Name ` + "`json:\"title\"`" + `
	hidden int
	Skip int ` + "`json:\"-\"`" + `
	Dash int ` + "`json:\"-,\"`" + `
	Num int ` + "`json:\"num,string\"`" + `
	Str string ` + "`json:\",string\"`" + `
	Zero time.Time ` + "`json:\"zero,omitzero\"`" + `
	When time.Duration ` + "`json:\"when\"`" + `
	Raw Bytes ` + "`json:\"raw\"`" + `
	Level Level ` + "`json:\"level\"`" + `
	Levels map[Level]*Point ` + "`json:\"levels,omitempty\"`" + `
	Any any ` + "`json:\"any\"`" + `
	Ptr *Base ` + "`json:\"ptr\"`" + `
	Arr [2]Level
	List []Level ` + "`json:\"list\"`" + `
	F float32
	Text string
	M map[string]Celsius
}
type Bad struct{ A int }
func (Bad) MarshalJSON() ([]byte, error) { return nil, nil }
`

func (l Level) MarshalText() ([]byte, error) { return []byte(strings.Repeat("<", int(l))), nil }

func (l *Level) UnmarshalText(b []byte) error {
	if len(b) > 9 {
		return errors.New("too high")
	}
	*l = Level(len(b))
	return nil
}

type (
	rawBase struct {
		ID   int
		Kind string
	}
	rawBase2 struct{ Z, ID int }
	rawDoc   struct {
		Base    rawBase
		Xbase2  rawBase2
		Title   string
		Xhidden int
		Skip    int
		Dash    int
		Num     int
		Str     string
		Zero    time.Time
		When    time.Duration
		Raw     []byte
		Level   int
		Levels  map[int]*rawPoint
		Any     any
		Ptr     any // opaque
		Arr     [2]int
		List    []int
		F       float32
		Text    string
		M       map[string]float64
	}
)

func jsonWorld(t *testing.T) *world {
	w := newWorld(t, jsonSource)
	text := func(l int) ([]byte, error) { return Level(l).MarshalText() }
	w.SetMethods(w.id(t, "Level"), map[string]any{"MarshalText": func(r any) ([]byte, error) { return text(r.(int)) }})
	w.SetMethods(w.id(t, "*Level"), map[string]any{
		"MarshalText":   func(r any) ([]byte, error) { return text(*r.(*int)) },
		"UnmarshalText": func(r any, b []byte) error { return (*Level)(r.(*int)).UnmarshalText(b) },
	})
	w.SetMethods(w.id(t, "Bad"), map[string]any{"MarshalJSON": func(any) ([]byte, error) { return nil, errors.New("no") }})
	w.SetMethods(w.id(t, "*Base"), map[string]any{"zero__": func(any) any { return new(*rawBase) }})
	return w
}

func TestMarshalsAsTheRealType(t *testing.T) {
	w := jsonWorld(t)
	real := Doc{
		Base: Base{ID: 1}, base2: base2{2, 3}, hidden: 1, Title: "<t>&é\u2028", Num: 5, Str: `q"`, When: 7, Raw: Bytes("raw"), Level: 3,
		Levels: map[Level]*Point{2: {1, 2}, 1: nil}, Any: []any{Celsius(1.5), nil, Level(2)}, Ptr: &Base{4, "k"}, Arr: [2]Level{1, 2}, F: 0.1, M: map[string]Celsius{"b": 1e21, "a": 1e-7},
	}
	raw := rawDoc{
		Base: rawBase{ID: 1}, Xbase2: rawBase2{2, 3}, Title: "<t>&é\u2028", Num: 5, Str: `q"`, When: 7, Raw: []byte("raw"), Level: 3,
		Levels: map[int]*rawPoint{2: {1, 2}, 1: nil}, Any: []any{w.box(t, "Celsius", 1.5), nil, w.box(t, "Level", 2)}, Ptr: &rawBase{4, "k"}, Arr: [2]int{1, 2}, F: 0.1, M: map[string]float64{"b": 1e21, "a": 1e-7},
	}
	for _, p := range []pair{
		{real, w.box(t, "Doc", raw)},
		{&real, w.box(t, "*Doc", &raw)},
		{Doc{}, w.box(t, "Doc", rawDoc{})},
		{[]any{real}, []any{w.box(t, "Doc", raw)}},
		{[]Doc{real}, w.box(t, "[]Doc", []rawDoc{raw})},
		{Level(2), w.box(t, "Level", 2)},
		{[]Level(nil), w.box(t, "[]Level", []int(nil))},
	} {
		want, err := json.Marshal(p.real)
		require.NoError(t, err)
		got, err := Marshal(p.raw)
		require.NoError(t, err)
		assert.Equal(t, string(want), string(got))
		got, err = json.Marshal(p.raw)
		require.NoError(t, err)
		assert.Equal(t, string(want), string(got))
		want, _ = json.MarshalIndent(p.real, ">", "  ")
		got, err = MarshalIndent(p.raw, ">", "  ")
		require.NoError(t, err)
		assert.Equal(t, string(want), string(got))
	}
	_, err := Marshal([]any{w.box(t, "Bad", struct{ A int }{1})})
	assert.EqualError(t, err, "json: error calling MarshalJSON for type main.Bad: no")
	_, err = Marshal(w.box(t, "chan Bad", (chan struct{ A int })(nil)))
	assert.EqualError(t, err, "json: unsupported type: chan main.Bad")
}

func TestUnmarshalsAsTheRealType(t *testing.T) {
	w := jsonWorld(t)
	for _, text := range []string{
		`{"id":5,"Kind":"k","Z":7,"ID":9,"title":"t","hidden":4,"-":3,"num":"12","Str":"\"x\"","when":9,"raw":"aGk=","level":"ab","levels":{"a":{"X":1,"y":2},"bb":null},"any":{"a":[1]},"ptr":{"id":3},"Arr":["a","bb","ccc"],"list":["a"],"F":1.5,"TEXT":"fold","M":{"a":1}}`,
		`{"levels":null,"list":[],"ptr":null,"raw":null,"Arr":[]}`, `null`, `{"title":5,"F":"x","Text":true,"list":{}}`, `[1]`, `{"num":5}`, `{"num":"x"}`,
		`{"level":5}`, `{"level":"0123456789"}`, `{"ptr":{"id":"x"}}`, `{"id":1.5}`, `{"id":`, ``, `{"raw":"!"}`, `{"zero":"2020-01-02T03:04:05Z"}`, `{"M":{"a":"b"},"list":["a","b"]}`, `{"extra":1}`,
	} {
		real := Doc{Text: "kept", List: []Level{1, 2, 3}, M: map[string]Celsius{"z": 9}}
		raw := rawDoc{Text: "kept", List: []int{1, 2, 3}, M: map[string]float64{"z": 9}}
		wantErr := json.Unmarshal([]byte(text), &real)
		gotErr := Unmarshal([]byte(text), w.box(t, "*Doc", &raw))
		if wantErr == nil {
			require.NoError(t, gotErr, text)
		} else if assert.Error(t, gotErr, text) {
			assert.Equal(t, mainNames(wantErr.Error()), gotErr.Error(), text)
		}
		want, err := json.Marshal(real)
		require.NoError(t, err)
		got, err := Marshal(w.box(t, "Doc", raw))
		require.NoError(t, err)
		assert.Equal(t, string(want), string(got), text)
	}
	var raw rawDoc
	assert.EqualError(t, Unmarshal([]byte("1"), w.box(t, "Doc", raw)), "json: Unmarshal(non-pointer main.Doc)")
	d := json.NewDecoder(strings.NewReader(`{"any":1} {"extra":2}`))
	d.UseNumber()
	require.NoError(t, Decode(d, w.box(t, "*Doc", &raw)))
	assert.Equal(t, json.Number("1"), raw.Any)
	d.DisallowUnknownFields()
	assert.EqualError(t, Decode(d, w.box(t, "*Doc", &raw)), `json: unknown field "extra"`)
}
