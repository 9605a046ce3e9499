package page

import (
	"encoding/base64"
	"encoding/json"
	"io/fs"
	"mime"
	"net/url"
	"path"
	"strings"

	"github.com/udl-go/lab/internal/notebook"
)

// files are the pictures that a cell's text may name.
type files struct {
	fs   fs.FS
	cell *notebook.Cell
}

// inline returns a picture as a data URI, if it can be found.
func (f files) inline(dest string) (uri string, ok bool) {
	if name, ok := strings.CutPrefix(dest, "attachment:"); ok {
		return f.attachment(name)
	}
	name, err := url.PathUnescape(dest)
	if err != nil || f.fs == nil || strings.Contains(dest, ":") {
		return "", false
	}
	kind := mime.TypeByExtension(path.Ext(name))
	if !strings.HasPrefix(kind, "image/") {
		return "", false
	}
	b, err := fs.ReadFile(f.fs, path.Clean(name))
	if err != nil {
		return "", false
	}
	return dataURI(kind, base64.StdEncoding.EncodeToString(b)), true
}

// attachment returns a picture that is stored in the cell itself.
func (f files) attachment(name string) (uri string, ok bool) {
	var all map[string]map[string]string
	if json.Unmarshal(f.cell.Attachments(), &all) != nil {
		return "", false
	}
	for kind, data := range all[name] {
		return dataURI(kind, data), true
	}
	return "", false
}

func dataURI(kind, base64 string) string {
	return "data:" + kind + ";base64," + strings.ReplaceAll(base64, "\n", "")
}
