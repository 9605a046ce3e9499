package kernel

import (
	"fmt"
	"os"
	"strconv"
	"strings"
)

// residentMemory is how much of the machine's memory a process holds.
func residentMemory(pid int) (int64, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", pid))
	if err != nil {
		return 0, err
	}
	fields := strings.Fields(string(text))
	if len(fields) < 2 {
		return 0, errUnknown
	}
	pages, err := strconv.ParseInt(fields[1], 10, 64)
	return pages * int64(os.Getpagesize()), err
}

// machineMemory is what the machine has, or less where the control group has less;
// 0 where nobody tells.
func machineMemory() int64 {
	var all int64
	if text, err := os.ReadFile("/proc/meminfo"); err == nil {
		for line := range strings.Lines(string(text)) {
			if rest, ok := strings.CutPrefix(line, "MemTotal:"); ok {
				kB, _ := strconv.ParseInt(strings.Fields(rest)[0], 10, 64) // 0 where it is no number
				all = kB * 1024
			}
		}
	}
	for _, file := range []string{"/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"} {
		text, err := os.ReadFile(file)
		if err != nil {
			continue
		}
		if n, err := strconv.ParseInt(strings.TrimSpace(string(text)), 10, 64); err == nil && n > 0 && (n < all || all == 0) {
			all = n
		}
	}
	return all
}
