package session_test

import (
	"context"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/kernel/session"
	"github.com/udl-go/lab/udl"
)

// A cell's context carries what the library needs to show itself.
func TestContextCarriesSinks(t *testing.T) {
	lib := session.Package{Path: "lib", Source: "package lib\nimport \"context\"\nfunc Print(context.Context)\nfunc Show(context.Context)\nfunc Train(context.Context)", Symbols: map[string]reflect.Value{
		"Print": reflect.ValueOf(func(ctx context.Context) { fmt.Fprint(udl.PrinterFrom(ctx), "printed") }),
		"Show": reflect.ValueOf(func(ctx context.Context) {
			udl.DisplayFrom(ctx)(udl.Bundle{"text/plain": "shown"}, "id", true)
		}),
		"Train": reflect.ValueOf(func(ctx context.Context) {
			p := udl.ProgressFrom(ctx)
			for i := range 11 {
				p(udl.Progress{Task: "Train", Unit: "batch", Done: i, Total: 10, Elapsed: time.Duration(i) * time.Second, Final: i == 10})
			}
		}),
	}}
	s, err := session.New(session.Options{Packages: []session.Package{lib}})
	require.NoError(t, err)
	var r recorder
	f := s.Execute(context.Background(), session.Cell{Code: "import (\"lib\"; \"context\"; \"fmt\")\nfmt.Print(1)\nlib.Print(context.TODO())\nlib.Show(context.Background())\nfmt.Print(2)\nlib.Train(context.Background())"}, &r)
	require.Nil(t, f)
	lines := r.all()
	assert.Equal(t, []string{"stdout 1printed", "display shownidtrue", "stdout 2"}, lines[:3])
	require.Greater(t, len(lines), 3)
	assert.Contains(t, lines[len(lines)-1], "Train")
}

// Output of a goroutine that outlives its cell is not lost, whether it comes in
// a later cell or between two.
func TestLateOutput(t *testing.T) {
	s, err := session.New(session.Options{})
	require.NoError(t, err)
	var r recorder
	run := func(code string) { require.Nil(t, s.Execute(context.Background(), session.Cell{Code: code}, &r)) }
	run("import \"time\"\ngo func() { time.Sleep(20*time.Millisecond); print(\"late\") }()")
	for range 1000 {
		run("time.Sleep(20*time.Millisecond)")
		if strings.Contains(strings.Join(r.all(), ""), "late") {
			return
		}
	}
	t.Error("the output of the goroutine is lost")
}
