package shim

import (
	"io"
	"reflect"

	"github.com/udl-go/lab/kernel/internal/value"
)

// printing is package fmt, without reading from standard input.
func printing(out func() io.Writer) pkg {
	return pkg{path: "fmt", functions: map[string]any{
		"Append": value.Append, "Appendf": value.Appendf, "Appendln": value.Appendln,
		"Errorf": value.Errorf,
		"Fprint": value.Fprint, "Fprintf": value.Fprintf, "Fprintln": value.Fprintln,
		"Fscan": value.Fscan, "Fscanf": value.Fscanf, "Fscanln": value.Fscanln,
		"Print":   func(a ...any) (int, error) { return value.Fprint(out(), a...) },
		"Printf":  func(format string, a ...any) (int, error) { return value.Fprintf(out(), format, a...) },
		"Println": func(a ...any) (int, error) { return value.Fprintln(out(), a...) },
		"Sprint":  value.Sprint, "Sprintf": value.Sprintf, "Sprintln": value.Sprintln,
		"Sscan": value.Sscan, "Sscanf": value.Sscanf, "Sscanln": value.Sscanln,
	}}
}

// Reading returns fmt.Scan and its kin, which read from what stdin returns.
func Reading(stdin func() io.Reader) map[string]map[string]reflect.Value {
	return map[string]map[string]reflect.Value{"fmt/overrides": {
		"Scan":   reflect.ValueOf(func(to ...any) (int, error) { return value.Fscan(stdin(), to...) }),
		"Scanln": reflect.ValueOf(func(to ...any) (int, error) { return value.Fscanln(stdin(), to...) }),
		"Scanf":  reflect.ValueOf(func(format string, to ...any) (int, error) { return value.Fscanf(stdin(), format, to...) }),
	}}
}
