package worker

import (
	"context"
	"errors"

	"github.com/udl-go/lab/kernel/internal/frame"
)

// Input implements session.Output: one question at a time.
func (o output) Input(ctx context.Context, prompt string, password bool) (string, error) {
	w := o.w
	w.asking.Lock()
	defer w.asking.Unlock()
	w.asked++
	w.send(frame.Frame{Op: frame.Ask, ID: w.asked, Text: prompt, Update: password})
	for {
		select {
		case f := <-w.answers:
			switch {
			case f.ID != w.asked: // it came too late
			case f.Name != "":
				return "", errors.New(f.Name)
			default:
				return f.Text, nil
			}
		case <-ctx.Done():
			return "", ctx.Err()
		}
	}
}

// Next implements session.Output.
func (o output) Next(text string) { o.send(frame.Frame{Op: frame.Next, Text: text}) }
