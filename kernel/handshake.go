package kernel

import (
	"encoding/binary"
	"errors"
	"io"
	"slices"
	"strings"
)

// The greeting of ZMTP 3.0 with the NULL mechanism; see https://rfc.zeromq.org/spec/23.
const greetingSize = 64

func greeting() []byte {
	g := make([]byte, greetingSize)
	g[0], g[9], g[10] = 0xff, 0x7f, 3
	copy(g[12:], "NULL")
	return g
}

// Flags of a frame.
const (
	flagMore    = 1
	flagLong    = 2
	flagCommand = 4
)

// maxReady bounds the command that ends a peer's handshake: its socket type and
// identity.
const maxReady = 4 << 10

var errHandshake = errors.New("kernel: not a ZeroMQ peer")

// handshake sends our greeting and returns what the peer sends until it is
// ready: its greeting and its READY command, both well-formed.
func handshake(rw io.ReadWriter) ([]byte, error) {
	if _, err := rw.Write(greeting()); err != nil {
		return nil, err
	}
	hello := make([]byte, greetingSize, greetingSize+64)
	// A peer of an older version sends less, so look at the signature first.
	if _, err := io.ReadFull(rw, hello[:10]); err != nil {
		return nil, err
	}
	if hello[0] != 0xff || hello[9]&1 == 0 {
		return nil, errHandshake
	}
	if _, err := io.ReadFull(rw, hello[10:]); err != nil {
		return nil, err
	}
	if hello[9] != 0x7f || hello[10] < 3 {
		return nil, errHandshake
	}
	head := make([]byte, 2, 9)
	if _, err := io.ReadFull(rw, head); err != nil {
		return nil, err
	}
	size := uint64(head[1])
	if head[0]&flagLong != 0 {
		head = head[:9]
		if _, err := io.ReadFull(rw, head[2:]); err != nil {
			return nil, err
		}
		size = binary.BigEndian.Uint64(head[1:])
	}
	if head[0]&flagCommand == 0 || head[0]&flagMore != 0 || size > maxReady {
		return nil, errHandshake
	}
	body := make([]byte, size)
	if _, err := io.ReadFull(rw, body); err != nil {
		return nil, err
	}
	if !isReady(body) {
		return nil, errHandshake
	}
	return append(append(hello, head...), body...), nil
}

// isReady reports whether a command is READY with well-formed properties, among
// them one type of socket that may speak with one of ours. zmq4 panics on others.
func isReady(body []byte) bool {
	const name = "\x05READY"
	if len(body) < len(name) || string(body[:len(name)]) != name {
		return false
	}
	kinds := 0
	for body = body[len(name):]; len(body) > 0; {
		n := 1 + int(body[0])
		if n == 1 || len(body) < n+4 {
			return false
		}
		size := binary.BigEndian.Uint32(body[n:])
		if uint64(len(body)-n-4) < uint64(size) {
			return false
		}
		property, value := string(body[1:n]), string(body[n+4:n+4+int(size)])
		if !isName(property) {
			return false
		}
		if strings.EqualFold(property, "Socket-Type") {
			if property != "Socket-Type" || !slices.Contains(peers, value) {
				return false
			}
			kinds++
		}
		body = body[n+4+int(size):]
	}
	return kinds == 1
}

// peers are the types of socket that connect to a ROUTER, a PUB or a REP.
var peers = []string{"REQ", "DEALER", "ROUTER", "SUB", "XSUB"}

// isName reports whether a property's name is made of letters, digits and -_.+.
func isName(s string) bool {
	return strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.+") == ""
}
