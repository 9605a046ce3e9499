package shim

import (
	"io"
	"log"
	"reflect"

	"github.com/udl-go/lab/kernel/internal/value"
	"github.com/udl-go/lab/kernel/session/internal/lower"
	"github.com/udl-go/lab/kernel/symbols"
)

// logging is the methods of package log's Logger. Those that end the program
// panic; see Log for a session that knows a better way.
func logging() pkg {
	return pkg{path: "log", methods: loggerMethods(func(code int) { panic(fatal{symbols.Exit(code)}) })}
}

// fatal is the panic of a logger that ends the program: no recover stops it.
type fatal struct{ symbols.Exit }

// Uncatchable implements value.Uncatchable.
func (fatal) Uncatchable() {}

var _ value.Uncatchable = fatal{}

// Log returns package log with a standard logger that writes to what stderr
// returns; exit ends the cell after log.Fatal.
func Log(stderr func() io.Writer, exit func(code int)) map[string]map[string]reflect.Value {
	l := log.New(writer(stderr), "", log.LstdFlags)
	all := map[string]reflect.Value{}
	for name, f := range map[string]any{
		"Default": func() *log.Logger { return l },
		"Flags":   l.Flags, "SetFlags": l.SetFlags, "Prefix": l.Prefix, "SetPrefix": l.SetPrefix,
		"Writer": l.Writer, "SetOutput": l.SetOutput, "Output": l.Output,
		"Print":   func(a ...any) { _ = l.Output(callDepth, value.Sprint(a...)) },
		"Println": func(a ...any) { _ = l.Output(callDepth, value.Sprintln(a...)) },
		"Printf":  func(format string, a ...any) { _ = l.Output(callDepth, value.Sprintf(format, a...)) },
		"Panic":   func(a ...any) { l.Panic(value.Sprint(a...)) },
		"Panicln": func(a ...any) { l.Panic(value.Sprintln(a...)) },
		"Panicf":  func(format string, a ...any) { l.Panic(value.Sprintf(format, a...)) },
		"Fatal": func(a ...any) {
			_ = l.Output(callDepth, value.Sprint(a...))
			exit(1)
		},
		"Fatalln": func(a ...any) {
			_ = l.Output(callDepth, value.Sprintln(a...))
			exit(1)
		},
		"Fatalf": func(format string, a ...any) {
			_ = l.Output(callDepth, value.Sprintf(format, a...))
			exit(1)
		},
	} {
		all[name] = reflect.ValueOf(f)
	}
	for name, f := range loggerMethods(exit) {
		all[lower.InspectName(name)] = reflect.ValueOf(f)
	}
	return map[string]map[string]reflect.Value{"log/overrides": all}
}

// writer asks for the stream at each write.
type writer func() io.Writer

func (w writer) Write(b []byte) (int, error) { return w().Write(b) }

// callDepth is that of the caller of a method.
const callDepth = 2

// loggerMethods print values as package fmt does.
func loggerMethods(exit func(code int)) map[string]any {
	return map[string]any{
		"(*log.Logger).Print":   func(l *log.Logger, a ...any) { _ = l.Output(callDepth, value.Sprint(a...)) },
		"(*log.Logger).Println": func(l *log.Logger, a ...any) { _ = l.Output(callDepth, value.Sprintln(a...)) },
		"(*log.Logger).Printf": func(l *log.Logger, format string, a ...any) {
			_ = l.Output(callDepth, value.Sprintf(format, a...))
		},
		"(*log.Logger).Panic":   func(l *log.Logger, a ...any) { l.Panic(value.Sprint(a...)) },
		"(*log.Logger).Panicln": func(l *log.Logger, a ...any) { l.Panic(value.Sprintln(a...)) },
		"(*log.Logger).Panicf":  func(l *log.Logger, format string, a ...any) { l.Panic(value.Sprintf(format, a...)) },
		"(*log.Logger).Fatal": func(l *log.Logger, a ...any) {
			_ = l.Output(callDepth, value.Sprint(a...))
			exit(1)
		},
		"(*log.Logger).Fatalln": func(l *log.Logger, a ...any) {
			_ = l.Output(callDepth, value.Sprintln(a...))
			exit(1)
		},
		"(*log.Logger).Fatalf": func(l *log.Logger, format string, a ...any) {
			_ = l.Output(callDepth, value.Sprintf(format, a...))
			exit(1)
		},
	}
}
