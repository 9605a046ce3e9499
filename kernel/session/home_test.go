package session_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/udl-go/lab/kernel/session"
)

// What goroutines print after the end of their cell appears under it, not under
// the one that runs then.
func TestOutputOfGoroutines(t *testing.T) {
	b := newBook(t)
	b.ok("import (\"fmt\"; \"time\"; \"context\"; \"github.com/udl-go/lab/udl/display\")\ngates := []chan bool{make(chan bool), make(chan bool), make(chan bool)}\ndone := make(chan bool)")
	first := &recorder{}
	require.Nil(t, b.s.Execute(context.Background(), session.Cell{Code: `go func() {
	<-gates[0]
	fmt.Println("late")
	display.Show(context.Background(), display.Text("shown"))
	go func() { print("grandchild"); done <- true }()
	<-gates[1]
	panic("boom")
}()
time.AfterFunc(0, func() { <-gates[2]; print("timer"); done <- true })
fmt.Println("early")`, Number: 7}, first))
	assert.Equal(t, "stdout here", b.ok("gates[0] <- true\n<-done\nfmt.Println(\"here\")"))
	assert.Equal(t, "result 5", b.ok("gates[2] <- true\n<-done\ngates[1] <- true\n5"))
	want := "stdout early\nlate\n|display shownfalse|stderr grandchildtimerpanic in a goroutine: boom\nIn[7]:7:7"
	require.Eventually(t, func() bool { return strings.HasPrefix(strings.Join(first.all(), "|"), want) }, 10*time.Second, 10*time.Millisecond)
	assert.Equal(t, "stdout again\n\nresult true", b.ok("done2 := make(chan bool)\ngo func() { fmt.Println(\"again\"); done2 <- true }()\n<-done2"), "its own are its own")
}
