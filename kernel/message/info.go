package message

import (
	"encoding/json"
	"runtime"
	"strings"
)

type kernelInfo struct {
	Status         string       `json:"status"`
	Protocol       string       `json:"protocol_version"`
	Implementation string       `json:"implementation"`
	Version        string       `json:"implementation_version"`
	Language       languageInfo `json:"language_info"`
	Banner         string       `json:"banner"`
	Debugger       bool         `json:"debugger"`
	HelpLinks      []helpLink   `json:"help_links"`
	Features       []string     `json:"supported_features"`
}

type languageInfo struct {
	Name       string `json:"name"`
	Version    string `json:"version"`
	MIME       string `json:"mimetype"`
	Extension  string `json:"file_extension"`
	Pygments   string `json:"pygments_lexer"`
	CodeMirror string `json:"codemirror_mode"`
	Exporter   string `json:"nbconvert_exporter"`
}

type helpLink struct {
	Text string `json:"text"`
	URL  string `json:"url"`
}

func (c *Core) kernelInfo() kernelInfo {
	version := c.cfg.Version
	if version == "" {
		version = "0"
	}
	return kernelInfo{
		Status: "ok", Protocol: ProtocolVersion, Implementation: "udl", Version: version,
		Language: languageInfo{
			Name: "go", Version: strings.TrimPrefix(runtime.Version(), "go"), MIME: "text/x-go",
			Extension: ".go", Pygments: "go", CodeMirror: "go", Exporter: "script",
		},
		Banner:    "udl: a laboratory for unsupervised deep learning in Go",
		HelpLinks: []helpLink{{"Go packages", "https://pkg.go.dev"}, {"Go language", "https://go.dev/ref/spec"}},
		Features:  []string{},
	}
}

func (c *Core) isComplete(r request) {
	var q struct {
		Code string `json:"code"`
	}
	if err := json.Unmarshal(r.Content, &q); err != nil {
		c.refuse(r, err)
		return
	}
	status, indent := c.cfg.Evaluator.IsComplete(q.Code)
	answer := map[string]string{"status": status}
	if status == "incomplete" {
		answer["indent"] = indent
	}
	c.reply(r, answer)
}

func (c *Core) shutdown(r request) (after func()) {
	var q struct {
		Restart bool `json:"restart"`
	}
	if err := json.Unmarshal(r.Content, &q); err != nil {
		c.refuse(r, err)
		return nil
	}
	c.reply(r, map[string]any{"status": "ok", "restart": q.Restart})
	return func() {
		c.end()
		if c.cfg.Shutdown != nil {
			c.cfg.Shutdown(q.Restart)
		}
	}
}
