package fetch

import (
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// copyFiles writes the files of a set, checked, to dir.
func copyFiles(ctx context.Context, dir string, set Set, src source, m *meter) error {
	for _, file := range set.Files {
		r, err := src.open(ctx, file.Name)
		if err != nil {
			return err
		}
		err = copyFile(ctx, filepath.Join(dir, file.Name), r, file, m)
		r.Close() // only read
		if err != nil {
			return err
		}
	}
	return nil
}

// copyFile writes a compressed file as it stands and checks its content on the way.
func copyFile(ctx context.Context, path string, r io.Reader, file File, m *meter) error {
	w, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o644)
	if err != nil {
		return err
	}
	err = verify(ctx, io.TeeReader(r, w), file, m)
	if closed := w.Close(); err == nil {
		err = closed
	}
	return err
}

// verify reads a compressed file to its end and compares its content with what
// is known of it. It stops reading when the content grows beyond its size.
func verify(ctx context.Context, r io.Reader, file File, m io.Writer) error {
	z, err := gzip.NewReader(&patient{ctx, r})
	if err != nil {
		return fmt.Errorf("%s: %w", file.Name, err)
	}
	sum := sha256.New()
	n, err := io.Copy(io.MultiWriter(sum, m), io.LimitReader(z, file.Size+1))
	if err != nil {
		return fmt.Errorf("%s: %w", file.Name, err)
	}
	if got := hex.EncodeToString(sum.Sum(nil)); n != file.Size || got != file.SHA256 {
		return fmt.Errorf("%s: the content is not the expected one (%d bytes, SHA-256 %.12s…; expected %d bytes, %.12s…)",
			file.Name, n, got, file.Size, file.SHA256)
	}
	return nil
}

// patient reads until its context ends.
type patient struct {
	ctx context.Context
	r   io.Reader
}

func (p *patient) Read(b []byte) (int, error) {
	if err := p.ctx.Err(); err != nil {
		return 0, err
	}
	return p.r.Read(b)
}

// whole reports whether dir holds every file of the set, undamaged.
func whole(ctx context.Context, dir string, set Set) bool {
	for _, file := range set.Files {
		r, err := os.Open(filepath.Join(dir, file.Name))
		if err != nil {
			return false
		}
		err = verify(ctx, r, file, io.Discard)
		r.Close() // only read
		if err != nil {
			return false
		}
	}
	return true
}
