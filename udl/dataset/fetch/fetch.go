package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/udl-go/lab/udl"
	"github.com/udl-go/lab/udl/dataset"
)

// Get makes sure that the user's cache holds the named set and returns its
// folder. A set that is there and whole is left alone. The events on progress,
// which may be nil, count megabytes of checked content.
//
// Errors say what each source answered; ctx.Err() when ctx ends first. Whatever
// happens, the cache holds the whole set or what it held before.
func Get(ctx context.Context, name string, progress udl.ProgressFunc) (dir string, err error) {
	set, err := Describe(name)
	if err != nil {
		return "", err
	}
	cache, err := dataset.CacheDir()
	if err != nil {
		return "", err
	}
	f := fetcher{cache: cache, module: moduleDir, client: newClient()}
	return f.get(ctx, set, progress)
}

// fetcher is where sets come from and go to.
type fetcher struct {
	cache  string
	module func(ctx context.Context, module string) (dir string, err error)
	client *http.Client
}

func (f fetcher) get(ctx context.Context, set Set, progress udl.ProgressFunc) (string, error) {
	dir := filepath.Join(f.cache, set.Name)
	if whole(ctx, dir, set) {
		return dir, nil
	}
	if err := ctx.Err(); err != nil {
		return "", err
	}
	if err := os.MkdirAll(f.cache, 0o755); err != nil {
		return "", fmt.Errorf("fetch: cannot make the cache: %w", err)
	}
	tmp, err := os.MkdirTemp(f.cache, "."+set.Name+".*.part")
	if err != nil {
		return "", fmt.Errorf("fetch: cannot write to the cache: %w", err)
	}
	defer func() { _ = os.RemoveAll(tmp) }() // gone already when all went well
	if err := os.Chmod(tmp, 0o755); err != nil {
		return "", fmt.Errorf("fetch: cannot write to the cache: %w", err)
	}
	if err := f.fill(ctx, tmp, set, newMeter(set, progress)); err != nil {
		return "", err
	}
	return dir, replace(ctx, tmp, dir, set)
}

// fill copies the set's files to dir from the first source that has them.
func (f fetcher) fill(ctx context.Context, dir string, set Set, m *meter) error {
	var answers []string
	for _, src := range f.sources(set) {
		m.start()
		err := copyFiles(ctx, dir, set, src, m)
		m.end()
		if ctx.Err() != nil {
			return ctx.Err()
		}
		var own *fs.PathError
		if err == nil {
			return nil
		} else if errors.As(err, &own) && strings.HasPrefix(own.Path, dir) {
			return fmt.Errorf("fetch: cannot write to the cache: %w", err)
		}
		answers = append(answers, fmt.Sprintf("  %s: %v", src.name, err))
	}
	return fmt.Errorf("fetch: no source gives %s (%s)\n%s\nor put its files into %s yourself",
		set.Name, set.Title, strings.Join(answers, "\n"), filepath.Join(f.cache, set.Name))
}

// source gives the files of a set by name.
type source struct {
	name string
	open func(ctx context.Context, file string) (io.ReadCloser, error)
}

func (f fetcher) sources(set Set) []source {
	var out []source
	if set.Module != "" {
		dir := ""
		out = append(out, source{"Go module " + set.Module, func(ctx context.Context, file string) (io.ReadCloser, error) {
			if dir == "" {
				d, err := f.module(ctx, set.Module)
				if err != nil {
					return nil, err
				}
				dir = d
			}
			return os.Open(filepath.Join(dir, set.Folder, file))
		}})
	}
	for _, home := range set.Homes {
		out = append(out, source{home, func(ctx context.Context, file string) (io.ReadCloser, error) {
			return download(ctx, f.client, home+file)
		}})
	}
	return out
}

// replace moves the complete folder tmp to dir. An older dir gives way, unless
// another process has made it whole in the meantime.
func replace(ctx context.Context, tmp, dir string, set Set) error {
	if os.Rename(tmp, dir) == nil {
		return nil
	}
	if whole(ctx, dir, set) {
		return nil
	}
	if err := os.RemoveAll(dir); err != nil {
		return fmt.Errorf("fetch: cannot replace the damaged %s: %w", dir, err)
	}
	if err := os.Rename(tmp, dir); err != nil {
		return fmt.Errorf("fetch: cannot write to the cache: %w", err)
	}
	return nil
}

// meter reports how much of a set has arrived.
type meter struct {
	set    Set
	report udl.ProgressFunc
	begun  time.Time
	bytes  int64
	done   int // reported megabytes
}

const megabyte = 1000 * 1000

func newMeter(set Set, report udl.ProgressFunc) *meter {
	if report == nil {
		report = func(udl.Progress) {}
	}
	return &meter{set: set, report: report}
}

func (m *meter) start() { m.begun, m.bytes, m.done = time.Now(), 0, 0 }

func (m *meter) end() { m.send(true) }

// Write counts what passes.
func (m *meter) Write(p []byte) (int, error) {
	m.bytes += int64(len(p))
	if int(m.bytes/megabyte) > m.done {
		m.done = int(m.bytes / megabyte)
		m.send(false)
	}
	return len(p), nil
}

func (m *meter) send(final bool) {
	m.report(udl.Progress{
		Task: "data get " + m.set.Name, Unit: "MB", Done: int(m.bytes / megabyte), Total: int(m.set.Size() / megabyte),
		Elapsed: time.Since(m.begun), Final: final,
	})
}
