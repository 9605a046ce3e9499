package kernel

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/udl-go/lab/kernel/message"
)

// past keeps the cells of each session in a file of its own, a line of JSON each,
// so that kernels that run at the same time do not disturb each other. A folder
// that cannot be written keeps nothing; cells run all the same.
type past struct {
	folder string
	number int // of this session, 0 until it has one
	file   *os.File
}

const (
	maxSessions = 1000     // files that are kept
	maxRecalled = 32 << 20 // bytes of earlier sessions that are read
	maxKept     = 1 << 20  // bytes of a cell that is kept
	pastSuffix  = ".jsonl"
)

func newPast(folder string) *past { return &past{folder: folder} }

// Session implements message.History. The number becomes this kernel's when it
// is first asked for: the file of that name says that it is taken.
func (p *past) Session() int {
	if p.number > 0 {
		return p.number
	}
	p.number = 1
	if p.folder == "" {
		return 1
	}
	list := p.sessions()
	if n := len(list); n > 0 {
		p.number = list[n-1] + 1
	}
	if os.MkdirAll(p.folder, 0o700) != nil {
		return p.number
	}
	for {
		f, err := os.OpenFile(p.path(p.number), os.O_CREATE|os.O_EXCL|os.O_WRONLY|os.O_APPEND, 0o600)
		if errors.Is(err, fs.ErrExist) {
			p.number++
			continue
		}
		if err == nil {
			p.file = f
		}
		break
	}
	for _, old := range list[:max(0, len(list)-maxSessions+1)] {
		_ = os.Remove(p.path(old)) // one that stays is removed the next time
	}
	return p.number
}

func (p *past) path(session int) string {
	return filepath.Join(p.folder, fmt.Sprintf("%06d%s", session, pastSuffix))
}

// sessions are the numbers of the sessions in the folder, in order.
func (p *past) sessions() (list []int) {
	entries, _ := os.ReadDir(p.folder)
	for _, e := range entries {
		name, ok := strings.CutSuffix(e.Name(), pastSuffix)
		if n, err := strconv.Atoi(name); ok && err == nil && n > 0 {
			list = append(list, n)
		}
	}
	slices.Sort(list)
	return list
}

// Earlier implements message.History: as many of the latest sessions as can be
// read soon.
func (p *past) Earlier() (all []message.Past) {
	if p.folder == "" {
		return nil
	}
	own, left := p.Session(), maxRecalled
	for _, n := range slices.Backward(p.sessions()) {
		if n >= own {
			continue
		}
		text, err := os.ReadFile(p.path(n))
		if err != nil {
			continue
		}
		if left -= len(text); left < 0 {
			break
		}
		all = append(all, backwards(text, n)...)
	}
	slices.Reverse(all)
	return all
}

// backwards are the cells of a session's file, the latest first. Lines that are
// damaged are left out.
func backwards(text []byte, session int) (cells []message.Past) {
	lines := bufio.NewScanner(bytes.NewReader(text))
	lines.Buffer(nil, maxRecalled)
	for lines.Scan() {
		var c message.Past
		if json.Unmarshal(lines.Bytes(), &c) == nil && c.Code != "" {
			c.Session = session
			cells = append(cells, c)
		}
	}
	slices.Reverse(cells)
	return cells
}

// Add implements message.History.
func (p *past) Add(c message.Past) {
	p.Session()
	if p.file == nil || len(c.Code) > maxKept {
		return
	}
	line, err := json.Marshal(c)
	if err == nil {
		_, _ = p.file.Write(append(line, '\n')) // a full disk must not stop cells
	}
}

// close ends the session. One without cells leaves nothing.
func (p *past) close() {
	if p.file == nil {
		return
	}
	info, err := p.file.Stat()
	p.file.Close()
	if err == nil && info.Size() == 0 {
		_ = os.Remove(p.file.Name())
	}
}
