// Package pack keeps many small texts in one compressed file, each to be read
// alone: an index of lines "path offset length", an empty line, and one
// deflate stream for each text.
package pack

import (
	"bytes"
	"compress/flate"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
)

// Write returns the packed form of texts by path.
func Write(texts map[string]string) ([]byte, error) {
	var index, body bytes.Buffer
	for _, path := range slices.Sorted(maps.Keys(texts)) {
		start := body.Len()
		w, err := flate.NewWriter(&body, flate.BestCompression)
		if err != nil {
			return nil, err
		}
		if _, err := io.WriteString(w, texts[path]); err != nil {
			return nil, err
		}
		if err := w.Close(); err != nil {
			return nil, err
		}
		fmt.Fprintf(&index, "%s %d %d\n", path, start, body.Len()-start)
	}
	index.WriteByte('\n')
	return append(index.Bytes(), body.Bytes()...), nil
}

// Pack is a packed file. It is safe for concurrent use.
type Pack struct {
	spans map[string][2]int // offset and length in body
	body  []byte
}

// Open reads the index of a packed file.
func Open(file []byte) (*Pack, error) {
	p := &Pack{spans: map[string][2]int{}}
	for {
		line, rest, ok := bytes.Cut(file, []byte{'\n'})
		if !ok {
			return nil, errors.New("pack: the index has no end")
		}
		file = rest
		if len(line) == 0 {
			break
		}
		var path string
		var span [2]int
		if _, err := fmt.Sscan(string(line), &path, &span[0], &span[1]); err != nil {
			return nil, fmt.Errorf("pack: index: %w", err)
		}
		p.spans[path] = span
	}
	p.body = file
	for path, s := range p.spans {
		if s[0] < 0 || s[1] < 0 || s[0]+s[1] > len(file) {
			return nil, fmt.Errorf("pack: %s lies outside of the file", path)
		}
	}
	return p, nil
}

// Paths returns the paths of the texts, sorted.
func (p *Pack) Paths() []string { return slices.Sorted(maps.Keys(p.spans)) }

// Read returns the text of a path; it is false for a path that is not there.
func (p *Pack) Read(path string) (text string, ok bool, err error) {
	span, ok := p.spans[path]
	if !ok {
		return "", false, nil
	}
	r := flate.NewReader(bytes.NewReader(p.body[span[0]:][:span[1]]))
	b, err := io.ReadAll(r)
	if err != nil {
		return "", false, fmt.Errorf("pack: %s: %w", path, err)
	}
	return string(b), true, nil
}
