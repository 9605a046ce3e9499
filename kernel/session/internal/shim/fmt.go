package shim

import (
	"github.com/udl-go/lab/kernel/internal/value"
)

// printing is package fmt.
func printing(s Streams) pkg {
	in, out := s.In, s.Out
	return pkg{path: "fmt", functions: map[string]any{
		"Append": value.Append, "Appendf": value.Appendf, "Appendln": value.Appendln,
		"Errorf": value.Errorf,
		"Fprint": value.Fprint, "Fprintf": value.Fprintf, "Fprintln": value.Fprintln,
		"Fscan": value.Fscan, "Fscanf": value.Fscanf, "Fscanln": value.Fscanln,
		"Print":   func(a ...any) (int, error) { return value.Fprint(out(), a...) },
		"Printf":  func(format string, a ...any) (int, error) { return value.Fprintf(out(), format, a...) },
		"Println": func(a ...any) (int, error) { return value.Fprintln(out(), a...) },
		"Scan":    func(to ...any) (int, error) { return value.Fscan(in(), to...) },
		"Scanln":  func(to ...any) (int, error) { return value.Fscanln(in(), to...) },
		"Scanf":   func(format string, to ...any) (int, error) { return value.Fscanf(in(), format, to...) },
		"Sprint":  value.Sprint, "Sprintf": value.Sprintf, "Sprintln": value.Sprintln,
		"Sscan": value.Sscan, "Sscanf": value.Sscanf, "Sscanln": value.Sscanln,
	}}
}
