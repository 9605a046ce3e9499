package symbols

import (
	"encoding"
	"encoding/json"
	"fmt"
	"log"
	"reflect"

	"github.com/udl-go/lab/udl"
	"github.com/udl-go/lab/udl/display"
)

// init tells the interpreter which compiled functions take an any and look
// for methods on it. An argument of an interpreted type is then wrapped in the
// first interface of the list that it implements, so that a cell's String,
// MarshalJSON or HTML method is found.
func init() {
	types := map[reflect.Value][]reflect.Type{}
	add := func(interfaces []reflect.Type, funcs ...any) {
		for _, f := range funcs {
			types[reflect.ValueOf(f)] = interfaces
		}
	}
	add([]reflect.Type{
		reflect.TypeFor[fmt.Formatter](),
		reflect.TypeFor[fmt.Stringer](),
	},
		fmt.Append, fmt.Appendf, fmt.Appendln, fmt.Errorf,
		fmt.Print, fmt.Printf, fmt.Println,
		fmt.Fprint, fmt.Fprintf, fmt.Fprintln,
		fmt.Sprint, fmt.Sprintf, fmt.Sprintln,
		log.Print, log.Printf, log.Println,
		log.Panic, log.Panicf, log.Panicln)
	add([]reflect.Type{reflect.TypeFor[fmt.Scanner]()},
		fmt.Scan, fmt.Scanf, fmt.Scanln)
	add([]reflect.Type{
		reflect.TypeFor[json.Marshaler](),
		reflect.TypeFor[encoding.TextMarshaler](),
	}, json.Marshal, json.MarshalIndent)
	add([]reflect.Type{
		reflect.TypeFor[json.Unmarshaler](),
		reflect.TypeFor[encoding.TextUnmarshaler](),
	}, json.Unmarshal)
	add([]reflect.Type{
		reflect.TypeFor[udl.HTMLer](),
		reflect.TypeFor[udl.SVGer](),
		reflect.TypeFor[udl.PNGer](),
		reflect.TypeFor[fmt.Stringer](),
	}, display.Render, display.Show, display.ShowAs, display.Update)
	Table["."] = map[string]reflect.Value{"MapTypes": reflect.ValueOf(types)}
}
