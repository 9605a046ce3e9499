package optimize

// Kind is the form of a step.
type Kind uint8

// The forms of a step.
const (
	Plain Kind = iota
	Momentum
	Nesterov
	RMS
	Adam
)

// Step is an optimizer's step with its constants.
type Step struct {
	Kind Kind
	K    [size]float32 // the constants, at the places below
}

// The places of the constants in Step.K.
const (
	Scale = iota // of the gradient
	Decay        // of the weights, added to the gradient
	Rate         // of learning
	Mu           // of the first average
	Beta         // keeps the second average
	Rest         // adds to the second average
	Root         // of the second average's root
	Eps          // added to the root
	Keep         // of the weights
	size
)

// NeedsM reports whether the step has a first average.
func (s *Step) NeedsM() bool { return s.Kind == Momentum || s.Kind == Nesterov || s.Kind == Adam }

// NeedsV reports whether the step has a second average.
func (s *Step) NeedsV() bool { return s.Kind == RMS || s.Kind == Adam }

// Apply makes the step for the weights w with the gradient g. The slices are of
// one length and apart; an average that the step does not have is not touched.
func (s *Step) Apply(w, g, m, v []float32) {
	g = g[:len(w)]
	if s.NeedsM() {
		m = m[:len(w)]
	}
	if s.NeedsV() {
		v = v[:len(w)]
	}
	switch s.Kind {
	case Plain:
		plain(&s.K, w, g)
	case Momentum:
		momentum(&s.K, w, g, m)
	case Nesterov:
		nesterov(&s.K, w, g, m)
	case RMS:
		rms(&s.K, w, g, v)
	case Adam:
		adam(&s.K, w, g, m, v)
	}
}
