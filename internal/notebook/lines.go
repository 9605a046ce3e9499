package notebook

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
)

// Lines returns the lines of standard output in an executed notebook that match
// a pattern, in order.
func (n *Notebook) Lines(pattern *regexp.Regexp) (found []string) {
	for _, c := range n.Cells {
		for _, o := range c.Outputs {
			if o.Kind != Stream || o.Name != "stdout" {
				continue
			}
			for _, line := range strings.Split(o.Text, "\n") {
				if pattern.MatchString(line) {
					found = append(found, line)
				}
			}
		}
	}
	return found
}

// checkLanguage refuses a notebook that is written for another language.
func (n *Notebook) checkLanguage() error {
	var spec struct {
		Name     string `json:"name"`
		Language string `json:"language"`
	}
	if raw, ok := n.Metadata["kernelspec"]; !ok || json.Unmarshal(raw, &spec) != nil {
		return nil
	}
	if spec.Language != "" && !strings.EqualFold(spec.Language, "go") {
		return fmt.Errorf("%w: it is written for the kernel %s (%s), not for Go", ErrFormat, spec.Name, spec.Language)
	}
	return nil
}

func blank(s string) bool { return strings.TrimSpace(s) == "" }

// lastLine returns the last line that is not blank, as a terminal would show it.
func lastLine(s string) string {
	all := strings.FieldsFunc(s, func(r rune) bool { return r == '\n' || r == '\r' })
	for i := len(all) - 1; i >= 0; i-- {
		if line := strings.TrimSpace(all[i]); line != "" {
			return line
		}
	}
	return ""
}
