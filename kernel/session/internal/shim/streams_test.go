package shim

import (
	"bytes"
	"io"
	"log"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The standard logger of a session writes where the session says, prints types
// of the session by name and ends the cell its own way.
func TestLogIsTheSessionsOwn(t *testing.T) {
	_, box := table(t, "type Level int")
	var b bytes.Buffer
	var codes []int
	f := Log(func() io.Writer { return &b }, func(code int) { codes = append(codes, code) })["log/overrides"]
	f["SetFlags"].Interface().(func(int))(0)
	level := box("Level", 3)
	f["Printf"].Interface().(func(string, ...any))("%T %v", level, level)
	f["Println"].Interface().(func(...any))("x", level)
	f["Fatal"].Interface().(func(...any))("end")
	own := log.New(&b, "own: ", 0)
	f["M_Logger_Printf"].Interface().(func(*log.Logger, string, ...any))(own, "%T", level)
	f["M_Logger_Fatalln"].Interface().(func(*log.Logger, ...any))(own, "end", level)
	assert.Equal(t, "main.Level 3\nx 3\nend\nown: main.Level\nown: end 3\n", b.String())
	assert.Equal(t, []int{1, 1}, codes)
	assert.Same(t, f["Default"].Interface().(func() *log.Logger)(), f["Default"].Interface().(func() *log.Logger)())
}

func TestReadingFillsVariablesOfTheSession(t *testing.T) {
	types, box := table(t, "type Level int\ntype Ref *Level")
	f := Exports(types, Streams{In: func() io.Reader { return strings.NewReader("7 8") }})["fmt/overrides"]
	var level int
	n, err := f["Scan"].Interface().(func(...any) (int, error))(box("Ref", &level))
	require.NoError(t, err)
	assert.Equal(t, 1, n)
	assert.Equal(t, 7, level)
}
