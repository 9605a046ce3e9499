package kernel

import (
	"errors"
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"
	"time"
)

// A cell that takes all memory would make the machine swap, and freeze it, before
// anybody stops it. So a worker that takes more than its share is ended.

const (
	share       = 0.75 // of the machine's memory, without another limit
	memoryEvery = 50 * time.Millisecond
	soft        = 0.9 // of the limit: where the worker's collector begins to hurry
)

// ParseMemory reads an amount of memory: bytes, or a number with kB, MB, GB or TB,
// or a percentage of the machine's; "none" is -1, no limit, and "" is 0, the
// default.
func ParseMemory(text string) (int64, error) {
	t := strings.TrimSpace(text)
	switch strings.ToLower(t) {
	case "":
		return 0, nil
	case "none", "unlimited":
		return -1, nil
	}
	unit := 1.0
	if p, ok := strings.CutSuffix(t, "%"); ok {
		unit, t = float64(machineMemory())/100, p
	}
	t = strings.TrimSuffix(strings.ToUpper(t), "B")
	base := 1000.0
	if p, ok := strings.CutSuffix(t, "I"); ok {
		base, t = 1024, p
	}
	for i, letter := range []string{"K", "M", "G", "T"} {
		if p, ok := strings.CutSuffix(t, letter); ok {
			unit *= math.Pow(base, float64(i+1))
			t = p
		}
	}
	n, err := strconv.ParseFloat(strings.TrimSpace(t), 64)
	if err != nil || n <= 0 || n*unit < 1 || n*unit > 1<<60 {
		return 0, fmt.Errorf("kernel: %q is no amount of memory; write 4GB, 500MB, 50%% or none", text)
	}
	return int64(n * unit), nil
}

// allowed is the limit of a worker in bytes, 0 for none.
func allowed(set int64) int64 {
	switch {
	case set < 0:
		return 0
	case set > 0:
		return set
	}
	return int64(share * float64(machineMemory()))
}

// environment is the worker's: its collector knows of the limit.
func environment(limit int64) []string {
	env := os.Environ()
	if limit > 0 && os.Getenv("GOMEMLIMIT") == "" {
		env = append(env, fmt.Sprintf("GOMEMLIMIT=%d", int64(soft*float64(limit))))
	}
	return env
}

// errUnknown says that this system does not tell.
var errUnknown = errors.New("kernel: the memory of processes is not known here")

// watchMemory ends the worker when it takes more than the limit.
func (p *process) watchMemory(limit int64) {
	tick := time.NewTicker(memoryEvery)
	defer tick.Stop()
	for {
		select {
		case <-p.dead:
			return
		case <-tick.C:
		}
		n, err := residentMemory(p.cmd.Process.Pid)
		if errors.Is(err, errUnknown) {
			return
		}
		if err == nil && n > limit {
			p.mu.Lock()
			p.why = fmt.Sprintf("the worker took more than %s of memory and was ended before the machine would swap", gigabytes(limit))
			p.mu.Unlock()
			p.kill()
			return
		}
	}
}

func gigabytes(n int64) string {
	if n < 1e9 {
		return fmt.Sprintf("%.3g MB", float64(n)/1e6)
	}
	return fmt.Sprintf("%.3g GB", float64(n)/1e9)
}
