package kernel_test

import (
	"bytes"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/go-zeromq/zmq4"
	"github.com/stretchr/testify/require"
)

// The time from a request to its reply and its idle, as a client without costs of
// its own sees it.
func BenchmarkRoundTrip(b *testing.B) {
	for _, c := range []struct {
		kind    string
		content map[string]any
	}{{"kernel_info_request", map[string]any{}}, {"execute_request", map[string]any{"code": "1 + 1"}}} {
		b.Run(c.kind, func(b *testing.B) {
			s := serve(b)
			shell, sub := s.socket("shell", zmq4.NewDealer), s.socket("iopub", zmq4.NewSub)
			require.NoError(b, sub.SetOption(zmq4.OptionSubscribe, ""))
			_, err := sub.Recv() // the welcome
			require.NoError(b, err)
			var took []time.Duration
			n := 0
			for b.Loop() {
				n++
				id := fmt.Sprint("request-", n, "-")
				f := frames(b, c.kind, id, c.content)
				began := time.Now()
				require.NoError(b, shell.SendMulti(zmq4.NewMsgFrom(f...)))
				for {
					m, err := sub.Recv()
					require.NoError(b, err)
					if bytes.Contains(m.Frames[4], []byte(id)) && bytes.Contains(m.Frames[6], []byte(`"idle"`)) {
						break
					}
				}
				_, err := shell.Recv()
				require.NoError(b, err)
				took = append(took, time.Since(began))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds()), "µs-median")
		})
	}
}
