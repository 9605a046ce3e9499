package display

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"math"
	"strings"
	"time"
)

// maxAudio bounds the samples of a player: they stand in the notebook.
const maxAudio = 60 * 48000

// Audio is a player for one channel of samples between −1 and 1, of which there
// are rate in a second; louder ones are cut. At most a minute at 48 kHz is kept.
// It holds 16-bit samples and the wave's shape. A rate below 1, no samples or one
// that is no number make a Value that says so.
func Audio(samples []float32, rate int) Value {
	switch {
	case rate < 1:
		return Text(fmt.Sprintf("audio: the rate is %d samples a second, it must be at least 1", rate))
	case len(samples) == 0:
		return Text("audio: there are no samples")
	}
	total := len(samples)
	samples = samples[:min(total, maxAudio)]
	for i, x := range samples {
		if x != x {
			return Text(fmt.Sprintf("audio: sample %d is NaN", i))
		}
	}
	text := fmt.Sprintf("audio, %v, %d Hz", time.Duration(float64(total)/float64(rate)*1e9).Round(time.Millisecond), rate)
	if total > len(samples) {
		text += fmt.Sprintf(", the first %d of %d samples", len(samples), total)
	}
	markup := fmt.Sprintf(`<div style="max-width:520px;color:%s">%s<audio controls preload="metadata" style="width:100%%" src="data:audio/wav;base64,%s"></audio></div>`,
		inkColor, still(wave(samples), "wave form"), base64.StdEncoding.EncodeToString(wav(samples, rate)))
	return Value{"text/html", markup, text}
}

// wav is the samples as a file of 16-bit PCM.
func wav(samples []float32, rate int) []byte {
	var b bytes.Buffer
	size := uint32(2 * len(samples))
	b.WriteString("RIFF")
	put := func(v any) { _ = binary.Write(&b, binary.LittleEndian, v) } // a buffer takes everything
	put(36 + size)
	b.WriteString("WAVEfmt ")
	put(uint32(16))
	put([]uint16{1, 1})
	put([]uint32{uint32(rate), uint32(2 * rate)})
	put([]uint16{2, 16})
	b.WriteString("data")
	put(size)
	data := make([]int16, len(samples))
	for i, x := range samples {
		data[i] = int16(math.Round(float64(min(max(x, -1), 1)) * math.MaxInt16))
	}
	put(data)
	return b.Bytes()
}

// wave is the shape of the samples: the range of each stretch as a line.
func wave(samples []float32) string {
	const width, height = 520, 48
	var path strings.Builder
	n := min(width/2, len(samples))
	step := width / float64(n)
	for i := range n {
		part := samples[i*len(samples)/n : (i+1)*len(samples)/n]
		lo, hi := part[0], part[0]
		for _, x := range part {
			lo, hi = min(lo, x), max(hi, x)
		}
		y := func(v float32) float64 { return height/2 - float64(min(max(v, -1), 1))*(height/2-1) }
		fmt.Fprintf(&path, "M%.1f %.1fV%.1f", (float64(i)+0.5)*step, y(hi), y(lo)+0.5)
	}
	return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d"><path d="%s" stroke="%s" stroke-width="%.1f"/></svg>`,
		width, height, path.String(), stillInk.line, 0.7*step)
}
