package optim

import "math"

// Schedule returns the factor of the learning rate for an update. Step counts
// updates from 0, total is their number in the whole run, 0 when it is not
// known. It is called once a step, and by New for some steps to try it, so that it
// must depend on its arguments alone. Constant, Linear and Cosine are schedules;
// the other functions make some.
type Schedule func(step, total int) float64

// Constant is the Schedule of one learning rate throughout.
func Constant(int, int) float64 { return 1 }

// Linear is the Schedule that falls on a line from 1 to 0 at the end of the run.
// It is NaN when the total is not known.
func Linear(step, total int) float64 { return 1 - share(step, total) }

// Cosine is the Schedule that falls on half a wave from 1 to 0 at the end of the
// run (Loshchilov and Hutter 2017). It is NaN when the total is not known.
func Cosine(step, total int) float64 {
	return (1 + math.Cos(math.Pi*share(step, total))) / 2
}

// share is how much of a run is done, in [0,1].
func share(step, total int) float64 {
	if total <= 0 {
		return math.NaN()
	}
	return min(1, float64(step)/float64(total))
}

// StepDecay returns the Schedule factor^⌊step/every⌋: the learning rate is
// multiplied by factor after every that many updates.
func StepDecay(every int, factor float64) Schedule {
	return func(step, _ int) float64 { return math.Pow(factor, float64(step/max(1, every))) }
}

// Exponential returns the Schedule factor^step, for a factor a little below 1.
func Exponential(factor float64) Schedule {
	return func(step, _ int) float64 { return math.Pow(factor, float64(step)) }
}

// Warmup returns the Schedule that rises on a line to 1 in the given number of
// updates and then follows another one, nil for Constant, over the rest.
func Warmup(steps int, then Schedule) Schedule {
	return func(step, total int) float64 {
		switch {
		case step < steps:
			return float64(step+1) / float64(steps)
		case then == nil:
			return 1
		}
		if total > 0 { // not 0, which says that it is unknown
			total = max(1, total-steps)
		}
		return then(step-steps, total)
	}
}

// Floor returns the Schedule that follows another one, nil for Constant, but
// ends at the factor low where that one ends at 0: low + (1−low)·s.
func Floor(low float64, s Schedule) Schedule {
	return func(step, total int) float64 {
		if s == nil {
			return 1
		}
		return low + (1-low)*s(step, total)
	}
}
