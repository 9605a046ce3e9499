package message

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"time"
)

// ProtocolVersion is the version of the messaging protocol that Core speaks.
const ProtocolVersion = "5.5"

type header struct {
	ID       string `json:"msg_id"`
	Session  string `json:"session"`
	Username string `json:"username"`
	Date     string `json:"date"`
	Type     string `json:"msg_type"`
	Version  string `json:"version"`
}

// readHeader reads what Core needs of a header and tolerates the rest: a field
// of another kind is as good as absent.
func readHeader(raw json.RawMessage) (h header) {
	var fields map[string]any
	if json.Unmarshal(raw, &fields) != nil {
		return h
	}
	h.ID, _ = fields["msg_id"].(string)
	h.Type, _ = fields["msg_type"].(string)
	h.Session, _ = fields["session"].(string)
	return h
}

func now() string { return time.Now().UTC().Format("2006-01-02T15:04:05.000000Z") }

// newSession makes an id that no other kernel has. It is no secret, and package
// crypto is a large part of what a browser would have to download.
func newSession() string { return fmt.Sprintf("%016x%016x", rand.Uint64(), rand.Uint64()) }

func empty() json.RawMessage { return json.RawMessage("{}") }

// encode is json.Marshal without the escaping of HTML.
func encode(v any) (json.RawMessage, error) {
	if raw, ok := v.(json.RawMessage); ok {
		return raw, nil
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}
