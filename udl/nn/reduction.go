package nn

// Reduction says how a loss becomes one number from the losses of the elements.
type Reduction uint8

// The reductions. BatchMean suits models whose features are independent given a
// code: it is the mean over samples of a log-likelihood or a divergence.
const (
	Mean      Reduction = iota // the mean over all elements
	Sum                        // the sum over all elements
	BatchMean                  // the sum over the features, the mean over the rows
)

// String returns the name of the constant.
func (r Reduction) String() string {
	switch r {
	case Mean:
		return "Mean"
	case Sum:
		return "Sum"
	}
	return "BatchMean"
}

// factor returns what the sum over the elements of x is multiplied by.
func (r Reduction) factor(x *Var) float64 {
	switch r {
	case Mean:
		return 1 / float64(x.val.Len())
	case BatchMean:
		return 1 / float64(x.rows())
	}
	return 1
}
