package symbols_test

import (
	"reflect"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/traefik/yaegi/interp"

	"github.com/udl-go/lab/kernel/internal/value"
)

// The methods are interpreted functions and the interfaces go into compiled
// code and come back.
func TestBoxesInTheInterpreter(t *testing.T) {
	cells := []struct{ name, code, want string }{
		{"a reader", `
			func read(r any, p []byte) (int, error) {
				n := r.(*int)
				if *n == 0 { return 0, io.EOF }
				*n = *n - 1
				p[0] = '1'
				return 1, nil
			}
			func main() {
				n := 3
				rt.SetMethods(map[string]any{"Read": read})
				b, err := io.ReadAll(io.To_Reader(rt.Box(&n)))
				fmt.Print(string(b), err)
			}`, "111<nil>"},
		{"a sort.Interface", `
			func length(r any) int { return len(r.([]string)) }
			func less(r any, i, j int) bool { return r.([]string)[i] < r.([]string)[j] }
			func swap(r any, i, j int) {
				s := r.([]string)
				t := s[i]
				s[i] = s[j]
				s[j] = t
			}
			func main() {
				rt.SetMethods(map[string]any{"Len": length, "Less": less, "Swap": swap})
				s := []string{"v", "h", "a"}
				sort.Sort(sort.To_Interface(rt.Box(s)))
				fmt.Print(s)
			}`, "[a h v]"},
		{"an error", `
			func text(r any) string { return "broken " + r.(string) }
			func unwrap(r any) error { return io.EOF }
			func main() {
				rt.SetMethods(map[string]any{"Error": text, "Unwrap": unwrap})
				var err error = errors.To_error(rt.Box("pipe"))
				wrapped := fmt.Errorf("more: %w", err)
				again, ok := errors.As_error(rt.Box("pipe"))
				r, no := io.As_Reader(err)
				fmt.Print(wrapped, errors.Is(wrapped, io.EOF), errors.Is(wrapped, err), ok, again == err, no, r == nil)
			}`, "more: broken pipe true true true true false true"},
	}
	for _, c := range cells {
		t.Run(c.name, func(t *testing.T) {
			i, out := newInterp(t)
			table, typ := newType()
			require.NoError(t, i.Use(interp.Exports{"test/rt/rt": {
				"SetMethods": reflect.ValueOf(func(m map[string]any) { table.SetMethods(1, m) }),
				"Box":        reflect.ValueOf(func(v any) any { return value.Boxed{T: typ, V: v} }),
			}}))
			_, err := i.Eval("package main\nimport (\"errors\"; \"fmt\"; \"io\"; \"sort\"; \"test/rt\")\n" + c.code)
			require.NoError(t, err)
			assert.Equal(t, c.want, out.String())
		})
	}
}
