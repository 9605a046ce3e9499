package rbm

import (
	"context"
	"fmt"
	"math"

	"github.com/udl-go/lab/compute"
	"github.com/udl-go/lab/udl"
)

// MaxExactUnits is the largest smaller side of a model whose partition function
// LogPartition enumerates.
const MaxExactUnits = 20

// enumerationBlock is how many states are summed in one matrix product.
const enumerationBlock = 1024

// LogPartition returns log Z in nats, exact up to rounding: it enumerates the
// 2^u states of the smaller side, u = min(d,n), and sums the other side out in
// closed form. Above MaxExactUnits it returns an error that wraps udl.ErrRange
// (use AIS there). Cost: 2^u·d·n multiplications; ctx is looked at every
// thousand states.
func (m *Bernoulli) LogPartition(ctx context.Context) (float64, error) {
	if err := m.ready("LogPartition"); err != nil {
		return 0, err
	}
	d, n := m.NVisible(), m.config.NComponents
	if min(d, n) > MaxExactUnits {
		return 0, fmt.Errorf("rbm: LogPartition: the smaller side has %d units and enumeration ends at %d; use AIS: %w",
			min(d, n), MaxExactUnits, udl.ErrRange)
	}
	s := summation{
		pool:  compute.NewPool(m.config.Workers),
		trans: compute.NoTrans, bias: m.VisibleBias.Data, other: m.HiddenBias, weights: m.Weights,
	}
	if n < d {
		s.trans, s.bias, s.other = compute.Trans, m.HiddenBias.Data, m.VisibleBias
	}
	return s.logSum(ctx)
}

// summation is log Σ_s exp(bias·s + Σ_j softplus(other_j + (s·op(weights))_j))
// over all binary vectors s.
type summation struct {
	pool    *compute.Pool
	trans   compute.Transpose
	bias    []float32
	other   *compute.Tensor
	weights *compute.Tensor
}

func (s summation) logSum(ctx context.Context) (float64, error) {
	units := len(s.bias)
	states := 1 << units
	block := min(states, enumerationBlock)
	var (
		bits   = compute.New(block, units)
		logits = compute.New(block, s.other.Len())
		terms  = make([]float64, block)
		linear = make([]float64, block)
		total  = math.Inf(-1)
		report = newReporter(ctx, "rbm.LogPartition", "block", states/block)
	)
	defer report.end()
	for from := 0; from < states; from += block {
		if err := ctx.Err(); err != nil {
			return 0, fmt.Errorf("rbm: LogPartition: %w", err)
		}
		for i := range block {
			row := bits.Row(i)
			for j := range row {
				row[j] = float32((from + i) >> j & 1)
			}
		}
		compute.Gemm(s.pool, compute.NoTrans, s.trans, 1, bits, s.weights, 0, logits)
		compute.SoftplusRowSums(s.pool, logits, s.other, terms)
		compute.RowDots(s.pool, bits, s.bias, linear)
		for i := range terms {
			terms[i] += linear[i]
		}
		total = logSumExp(total, logSumExp(terms...))
		report.step()
	}
	return total, nil
}

// logSumExp is log Σ exp(x_i) without overflow.
func logSumExp(x ...float64) float64 {
	top := math.Inf(-1)
	for _, v := range x {
		top = math.Max(top, v)
	}
	if math.IsInf(top, 0) {
		return top
	}
	sum := 0.0
	for _, v := range x {
		sum += math.Exp(v - top)
	}
	return top + math.Log(sum)
}
