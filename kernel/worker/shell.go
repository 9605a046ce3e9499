package worker

import (
	"context"
	"io"
	"os"
	"time"
)

// machine is what the session's cells reach of this computer.
type machine struct{}

// Shell implements session.Host. A command that was canceled ends with all that
// it started.
func (machine) Shell(ctx context.Context, command string, stdout, stderr io.Writer) error {
	cmd := shellCommand(ctx, command)
	cmd.Stdout, cmd.Stderr = stdout, stderr
	cmd.WaitDelay = time.Second // for pipes that a child of it keeps open
	return cmd.Run()
}

// ReadFile implements session.Host.
func (machine) ReadFile(name string) ([]byte, error) { return os.ReadFile(name) }
