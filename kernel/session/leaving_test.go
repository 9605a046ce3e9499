//go:build !js && !race

package session_test

// leaving are cells that leave a goroutine behind when they are canceled. It
// ends at its next statement, and until then shares the interpreter's frames,
// which yaegi does not guard: the race detector is right about it and of no help.
var leaving = []string{
	"var wg sync.WaitGroup\nwg.Add(1)\nwg.Wait()\nn = 99",
	"go func() { for { n = 98 } }()\nselect {}",
}
