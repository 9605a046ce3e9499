package kernel

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"sync"

	"github.com/udl-go/lab/kernel/message"
)

var delimiter = []byte("<IDS|MSG>")

// wire signs messages and turns them into frames, and back.
type wire struct {
	key []byte

	mu   sync.Mutex
	seen map[string]bool // signatures of received messages
	ring []string        // the same, the oldest at next
	next int
}

// remembered bounds the signatures that are kept to refuse a replay.
const remembered = 1 << 16

func newWire(key string) *wire { return &wire{key: []byte(key), seen: map[string]bool{}} }

// Reasons to drop a message.
var (
	errFrames    = errors.New("kernel: malformed message")
	errSignature = errors.New("kernel: wrong signature")
	errReplay    = errors.New("kernel: message was received before")
)

// encode returns the frames of a message.
func (w *wire) encode(m message.Message) [][]byte {
	parts := [][]byte{m.Header, m.Parent, m.Metadata, m.Content}
	frames := slices.Clone(m.Identities)
	if m.Channel == message.IOPub {
		frames = [][]byte{[]byte(m.Type())}
	}
	frames = append(frames, delimiter, w.sign(parts))
	return append(append(frames, parts...), m.Buffers...)
}

// decode checks and reads the frames of a message.
func (w *wire) decode(ch message.Channel, frames [][]byte) (message.Message, error) {
	at := slices.IndexFunc(frames, func(f []byte) bool { return bytes.Equal(f, delimiter) })
	if at < 0 || len(frames) < at+6 {
		return message.Message{}, errFrames
	}
	signature, parts := frames[at+1], frames[at+2:at+6]
	if !hmac.Equal(signature, w.sign(parts)) {
		return message.Message{}, errSignature
	}
	if !w.fresh(string(signature)) {
		return message.Message{}, errReplay
	}
	return message.Message{
		Channel: ch, Identities: frames[:at],
		Header: parts[0], Parent: parts[1], Metadata: parts[2], Content: parts[3],
		Buffers: frames[at+6:],
	}, nil
}

func (w *wire) sign(parts [][]byte) []byte {
	if len(w.key) == 0 {
		return []byte{}
	}
	h := hmac.New(sha256.New, w.key)
	for _, p := range parts {
		h.Write(p)
	}
	return hex.AppendEncode(nil, h.Sum(nil))
}

// fresh notes a signature and reports whether it is new.
func (w *wire) fresh(signature string) bool {
	if len(w.key) == 0 {
		return true
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.seen[signature] {
		return false
	}
	w.seen[signature] = true
	if len(w.ring) < remembered {
		w.ring = append(w.ring, signature)
		return true
	}
	delete(w.seen, w.ring[w.next])
	w.ring[w.next] = signature
	w.next = (w.next + 1) % remembered
	return true
}
