package value

import "testing"

// BenchmarkSprintf formats a boxed struct and a number.
func BenchmarkSprintf(b *testing.B) {
	for _, x := range []struct {
		name string
		arg  any
	}{{"int", 5}, {"floats", make([]float64, 1000)}, {"any", []any{1, "x"}}} {
		b.Run(x.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_ = Sprintf("%v", x.arg)
			}
		})
	}
}

// BenchmarkDefers runs one deferred call without a panic, and with one.
func BenchmarkDefers(b *testing.B) {
	b.Run("return", func(b *testing.B) {
		for b.Loop() {
			func() {
				ds := NewDefers()
				defer func() { ds.Run(recover()) }()
				ds.Push(func() {})
				ds.RunDefers()
			}()
		}
	})
	b.Run("recover", func(b *testing.B) {
		for b.Loop() {
			func() {
				ds := NewDefers()
				defer func() { ds.Run(recover()) }()
				ds.PushArmed(func() { Recoverer().Recover() })
				panic(1)
			}()
		}
	})
}
