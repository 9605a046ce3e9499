package session

import (
	"context"
	"reflect"
	"sync/atomic"

	"github.com/traefik/yaegi/interp"

	"github.com/udl-go/lab/kernel/internal/value"
	"github.com/udl-go/lab/kernel/session/internal/lower"
	"github.com/udl-go/lab/kernel/session/internal/shim"
)

// Lowered cells call the package "udl/rt", whose names are these.
const runtimePath = "udl/rt/rt"

// runtime is the package that lowered cells call.
func (s *Session) runtime(e *engine) interp.Exports {
	stderr, t := s.out.writer("stderr"), e.table
	x := map[string]reflect.Value{
		"Pos":    reflect.ValueOf(&e.pos),
		"Defers": reflect.ValueOf((*value.Defers)(nil)),
	}
	for name, f := range map[string]any{
		"Show__":  s.show,
		"Deep":    s.deep,
		"Tick":    s.tick,
		"At":      func(at int64) { atomic.StoreInt64(&e.pos, at) },
		"Go":      s.spawn,
		"Print":   func(a ...any) { _, _ = stderr.Write([]byte(value.Print(a...))) },
		"Println": func(a ...any) { _, _ = stderr.Write([]byte(value.Println(a...))) },
		"NewDefers": func() *value.Defers {
			d := value.NewDefers()
			d.Notice, d.Replaced, d.Mark = s.noticePanic, s.replacedPanic, s.trace.mark
			return d
		},
		"As": t.As, "Box": t.Box, "Find": t.Find, "Recv": t.Recv, "Implements": t.Implements,
		"Select": t.Select, "Same": value.Same, "ErrorsAs": t.ErrorsAs, "SetMethod": t.SetMethod,
		"AssertPanic": t.AssertPanic,
		"MakePanic":   value.MakePanic, "MakeChanPanic": value.MakeChanPanic,
		"Hash": value.Hash, "IndexPanic": value.IndexPanic, "IndexPanicUnsigned": value.IndexPanicUnsigned,
		"SlicePanic": value.SlicePanic, "SlicePanicLength": value.SlicePanicLength,
		"ArrayPointer": lower.ArrayPointer, "SliceToArray": value.SliceToArray,
		"Clear": value.Clear, "Eq": value.Eq, "Keys": value.Keys, "Entries": value.Entries, "Shift": value.Shift,
		"Panic": value.Panic, "RangePanic": value.RangePanic, "PrintInterface": value.PrintInterface, "Raw": value.Raw, "Unwrap": value.Unwrap,
		"File":      e.streams.File,
		"PlainFile": shim.PlainFile,
		"Recoverer": value.Recoverer, "Signed": value.Signed, "Unsigned": value.Unsigned,
	} {
		x[name] = reflect.ValueOf(f)
	}
	return interp.Exports{runtimePath: x}
}

// context is the running cell's.
func (s *Session) context() context.Context { return cellContext{s, "Background"} }
