package kernelspec

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"

	"github.com/udl-go/lab/kernel/message"
)

// The logo, and the pictures of it that the classic notebook takes.
var (
	//go:embed logo.svg
	logo []byte
	//go:embed logo-32x32.png
	logo32 []byte
	//go:embed logo-64x64.png
	logo64 []byte
)

var validName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]*$`)

// spec is the content of kernel.json.
type spec struct {
	Argv        []string       `json:"argv"`
	DisplayName string         `json:"display_name"`
	Language    string         `json:"language"`
	Interrupt   string         `json:"interrupt_mode"`
	Protocol    string         `json:"kernel_protocol_version"`
	Metadata    map[string]any `json:"metadata"`
}

// Install makes the program exe a kernel called name in a folder of Jupyter data
// and returns the kernel's own folder. An older kernel of that name is replaced;
// nothing half-written stays when the installation fails.
func Install(data, name, exe string) (dir string, err error) {
	if !validName.MatchString(name) {
		return "", fmt.Errorf("kernelspec: the name %q may only hold letters, digits, '.', '_' and '-'", name)
	}
	kernels := filepath.Join(data, "kernels")
	if err := os.MkdirAll(kernels, 0o755); err != nil {
		return "", fmt.Errorf("kernelspec: cannot make the folder: %w", err)
	}
	made, err := os.MkdirTemp(kernels, "."+name+".*")
	if err != nil {
		return "", fmt.Errorf("kernelspec: cannot write in the folder: %w", err)
	}
	defer os.RemoveAll(made)
	if err := fill(made, name, exe); err != nil {
		return "", fmt.Errorf("kernelspec: %w", err)
	}
	dir = filepath.Join(kernels, name)
	if err := os.RemoveAll(dir); err != nil {
		return "", fmt.Errorf("kernelspec: cannot replace the older kernel: %w", err)
	}
	if err := os.Rename(made, dir); err != nil {
		return "", fmt.Errorf("kernelspec: %w", err)
	}
	return dir, nil
}

// fill writes the files of a kernel.
func fill(dir, name, exe string) error {
	s := spec{
		Argv:        []string{exe, "kernel", "run", "-f", "{connection_file}"},
		DisplayName: "Go (udl)",
		Language:    "go",
		Interrupt:   "message",
		Protocol:    message.ProtocolVersion,
		Metadata:    map[string]any{"debugger": false},
	}
	if name != "udl" {
		s.DisplayName = "Go (" + name + ")"
	}
	b, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return err
	}
	if err := os.Chmod(dir, 0o755); err != nil {
		return err
	}
	for file, data := range map[string][]byte{"kernel.json": append(b, '\n'), "logo-svg.svg": logo, "logo-32x32.png": logo32, "logo-64x64.png": logo64} {
		if err := os.WriteFile(filepath.Join(dir, file), data, 0o644); err != nil {
			return err
		}
	}
	return nil
}
