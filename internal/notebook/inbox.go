package notebook

import (
	"sync"

	"github.com/udl-go/lab/kernel/message"
)

// inbox is an unbounded queue: a kernel's send must never wait for its client.
type inbox struct {
	ready chan struct{} // holds a value while messages wait

	mu       sync.Mutex
	messages []message.Message
}

func newInbox() *inbox { return &inbox{ready: make(chan struct{}, 1)} }

func (b *inbox) put(m message.Message) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.messages = append(b.messages, m)
	b.signal()
}

func (b *inbox) take() (message.Message, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.messages) == 0 {
		return message.Message{}, false
	}
	m := b.messages[0]
	b.messages = b.messages[1:]
	if len(b.messages) > 0 {
		b.signal()
	}
	return m, true
}

func (b *inbox) signal() {
	select {
	case b.ready <- struct{}{}:
	default:
	}
}
