package kernel

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/udl-go/lab/kernel/message"
)

const lost = "state was lost: run the cells above again; %replay alone defines their imports, types and functions again"

// traceBegin finds where the runtime begins to speak.
var traceBegin = regexp.MustCompile(`(?m)^(panic: |fatal error: |runtime: |SIG[A-Z]+: |unexpected fault address )`)

// died turns the end of a worker into a cell's failure. Text that it had printed
// and not yet sent goes to out.
func died(p *process, out message.Output) *message.Failure {
	p.mu.Lock()
	defer p.mu.Unlock()
	stdout, stderr := p.stdout.String(), p.stderr.String()
	p.stdout.Reset()
	p.stderr.Reset()
	trace := ""
	if at := traceBegin.FindStringIndex(stderr); at != nil {
		stderr, trace = stderr[:at[0]], stderr[at[0]:]
	}
	if out != nil {
		out.Stream("stdout", stdout)
		out.Stream("stderr", stderr)
	}
	reason := p.status
	lines := strings.Split(strings.TrimRight(trace, "\n"), "\n")
	if trace == "" {
		lines = []string{"the worker process ended: " + p.status}
	} else {
		lines[0] = strings.TrimSuffix(lines[0], " [recovered, repanicked]")
		reason = lines[0]
	}
	if p.why != "" {
		reason, lines = p.why, append([]string{p.why}, lines[1:]...)
	}
	lines = append(lines, slices.Compact(p.trace)...)
	return &message.Failure{
		Name:      "KernelWorkerDied",
		Value:     fmt.Sprintf("%s; %s", reason, lost),
		Traceback: append(shorten(lines), "", lost),
	}
}

// shorten keeps the beginning and the end of a long trace.
func shorten(lines []string) []string {
	const head, tail = 60, 40
	if len(lines) <= head+tail {
		return lines
	}
	gap := fmt.Sprintf("… %d lines …", len(lines)-head-tail)
	return slices.Concat(lines[:head], []string{gap}, lines[len(lines)-tail:])
}

// text is a failure as lines of text.
func text(f *message.Failure) string { return strings.Join(f.Traceback, "\n") + "\n" }

func interrupted(when string) *message.Failure {
	return &message.Failure{Name: "Interrupted", Value: "interrupted " + when, Traceback: []string{"interrupted " + when}}
}

// stopped is the failure of a cell that did not obey an interrupt.
func stopped() *message.Failure {
	why := fmt.Sprintf("the cell did not stop within %v of the interrupt, so its process was ended", grace)
	return &message.Failure{Name: "Interrupted", Value: why + "; " + lost, Traceback: []string{why, lost}}
}

// noWorker is the failure of a cell that nothing can run.
func noWorker(why string, trace []string) *message.Failure {
	why = "the worker process cannot start: " + why
	return &message.Failure{Name: "KernelWorkerDied", Value: why, Traceback: append([]string{why}, trace...)}
}
