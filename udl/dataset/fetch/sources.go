package fetch

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"time"
)

// moduleDir returns the folder of a module, path@version, in Go's module cache,
// and downloads it there when it has to. It runs outside of any module, so that
// no go.mod of the user is read or changed.
func moduleDir(ctx context.Context, module string) (string, error) {
	path, err := exec.LookPath("go")
	if err != nil {
		return "", errors.New("there is no go command on this machine")
	}
	empty, err := os.MkdirTemp("", "udl-fetch-*")
	if err != nil {
		return "", err
	}
	defer func() { _ = os.RemoveAll(empty) }() // an empty folder
	cmd := exec.CommandContext(ctx, path, "mod", "download", "-json", module)
	cmd.Dir = empty
	cmd.Env = append(os.Environ(), "GO111MODULE=on", "GOWORK=off", "PWD="+empty)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	failed := cmd.Run()
	var answer struct{ Dir, Error string }
	if err := json.Unmarshal(stdout.Bytes(), &answer); err == nil && answer.Error != "" {
		return "", errors.New(oneLine(answer.Error))
	}
	if answer.Dir == "" {
		return "", fmt.Errorf("go mod download: %v: %s", failed, oneLine(stderr.String()))
	}
	return answer.Dir, nil
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// newClient returns a client that gives up on a server that does not answer; how
// long a transfer may take is the context's affair.
func newClient() *http.Client {
	return &http.Client{Transport: &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		TLSHandshakeTimeout:   15 * time.Second,
		ResponseHeaderTimeout: 30 * time.Second,
	}}
}

// download opens a file of the web.
func download(ctx context.Context, client *http.Client, url string) (io.ReadCloser, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	// Without this the transport would decompress what must arrive as it is.
	req.Header.Set("Accept-Encoding", "identity")
	resp, err := client.Do(req)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode != http.StatusOK {
		resp.Body.Close() // its text is of no use
		return nil, fmt.Errorf("%s answers %s", url, resp.Status)
	}
	return resp.Body, nil
}
