package message

import "encoding/json"

// Channel names the way a message travels.
type Channel string

// The channels of the protocol. The heartbeat carries no messages.
const (
	Shell   Channel = "shell"
	Control Channel = "control"
	Stdin   Channel = "stdin"
	IOPub   Channel = "iopub"
)

// Message is one message of the protocol, its parts kept as the JSON that came
// or goes over the wire. As JSON it is the object that browser clients use.
type Message struct {
	Channel    Channel         `json:"channel"`
	Identities [][]byte        `json:"-"` // routing frames of the client's socket
	Header     json.RawMessage `json:"header"`
	Parent     json.RawMessage `json:"parent_header"`
	Metadata   json.RawMessage `json:"metadata"`
	Content    json.RawMessage `json:"content"`
	Buffers    [][]byte        `json:"buffers,omitempty"`
}

// Type returns the message's type, "" when the header has none.
func (m Message) Type() string { return readHeader(m.Header).Type }

// ID returns the message's id, "" when the header has none.
func (m Message) ID() string { return readHeader(m.Header).ID }

// ParentID returns the id of the request that caused the message.
func (m Message) ParentID() string { return readHeader(m.Parent).ID }

// NewRequest returns a request as a client would send it: what a program that
// drives a Core without a socket uses. The id must be unique.
func NewRequest(ch Channel, msgType, id string, content any) (Message, error) {
	body, err := encode(content)
	if err != nil {
		return Message{}, err
	}
	h, err := encode(header{ID: id, Type: msgType, Session: "client", Username: "user", Date: now(), Version: ProtocolVersion})
	if err != nil {
		return Message{}, err
	}
	return Message{Channel: ch, Header: h, Parent: empty(), Metadata: empty(), Content: body}, nil
}
