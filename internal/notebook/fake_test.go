package notebook

import (
	"context"
	"encoding/json"
	"strings"
	"time"

	"github.com/udl-go/lab/kernel/message"
)

// fake evaluates cells of one command a line, enough to make a kernel publish
// everything that a notebook can hold.
type fake struct{ started chan struct{} }

func (f *fake) Execute(ctx context.Context, c message.Cell, out message.Output) *message.Failure {
	for _, line := range strings.Split(c.Code, "\n") {
		verb, rest, _ := strings.Cut(line, " ")
		switch verb {
		case "out":
			out.Stream("stdout", rest+"\n")
		case "err":
			out.Stream("stderr", rest+"\n")
		case "show":
			id, text, _ := strings.Cut(rest, " ")
			out.Display(map[string]any{"text/plain": text}, id, false)
		case "update":
			id, text, _ := strings.Cut(rest, " ")
			out.Display(map[string]any{"text/plain": text, "image/png": []byte{1, 2}}, id, true)
		case "result":
			out.Result(map[string]any{"text/plain": rest})
		case "clear":
			out.Clear(false)
		case "clear-wait":
			out.Clear(true)
		case "fail":
			return &message.Failure{Name: "Panic", Value: rest, Traceback: []string{"at line 1"}}
		case "wait":
			close(f.started)
			select {
			case <-ctx.Done():
				return &message.Failure{Name: "Interrupted", Value: "the cell was interrupted"}
			case <-time.After(time.Minute):
			}
		}
	}
	return nil
}

func (f *fake) IsComplete(string) (status, indent string) { return "complete", "" }

// Complete implements message.Evaluator.
func (f *fake) Complete(string, int) message.Completion { return message.Completion{} }

// Inspect implements message.Evaluator.
func (f *fake) Inspect(string, int, int) any { return nil }

// starter starts a kernel with a fake evaluator.
// Comm implements message.Evaluator.
func (f *fake) Comm(context.Context, string, json.RawMessage, message.Output) bool { return false }

func (f *fake) start(send func(message.Message)) (Kernel, error) {
	return message.New(message.Config{Evaluator: f, Send: send}), nil
}

// cells builds a notebook of code cells.
func cells(sources ...string) *Notebook {
	n := &Notebook{Metadata: fields{}}
	for _, s := range sources {
		n.Cells = append(n.Cells, &Cell{Kind: Code, Source: s})
	}
	n.addIDs()
	return n
}
