package bench

import (
	"fmt"
	"slices"
	"strings"
)

// Choose returns the workloads of the given names, each once, and all of them
// for no name. A name that is no workload's stands for those it begins, up to a
// hyphen: sgemm for sgemm-64, sgemm-128 and so on.
func Choose(names []string) ([]Workload, error) {
	all := All()
	if len(names) == 0 {
		return all, nil
	}
	var chosen []Workload
	for _, name := range names {
		found := matches(all, name)
		if len(found) == 0 {
			return nil, fmt.Errorf("no workload is named %q; there are %s", name, strings.Join(Names(), ", "))
		}
		for _, w := range found {
			if !slices.ContainsFunc(chosen, func(c Workload) bool { return c.Name == w.Name }) {
				chosen = append(chosen, w)
			}
		}
	}
	return chosen, nil
}

// Names returns the names of all workloads.
func Names() (names []string) {
	for _, w := range All() {
		names = append(names, w.Name)
	}
	return names
}

// matches returns the workload of a name or else those of the group.
func matches(all []Workload, name string) (found []Workload) {
	for _, w := range all {
		if w.Name == name {
			return []Workload{w}
		}
		if strings.HasPrefix(w.Name, name+"-") {
			found = append(found, w)
		}
	}
	return found
}
