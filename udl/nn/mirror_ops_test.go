package nn

import (
	"fmt"
	"math"
)

// rows mirrors the operations on rows.
func (m *mirror) rows(v *Var, x []float64) []float64 {
	n, d := v.in[0].rows(), v.in[0].cols()
	out := make([]float64, v.val.Len())
	for i := range n {
		sum := 0.0
		for _, c := range x[i*d : (i+1)*d] {
			sum += math.Exp(c)
		}
		if _, ok := v.op.(logSumExpOp); ok {
			out[i] = math.Log(sum)
			continue
		}
		for j, c := range x[i*d : (i+1)*d] {
			out[i*d+j] = math.Exp(c) / sum
			if _, ok := v.op.(logSoftmaxOp); ok {
				out[i*d+j] = c - math.Log(sum)
			}
		}
	}
	return out
}

// loss mirrors the losses.
func (m *mirror) loss(v *Var) (sum float64) {
	x, y, z := m.in(v, 0), m.in(v, 1), m.in(v, 2)
	for i := range x {
		switch v.op.(type) {
		case bceOp:
			sum += math.Log1p(math.Exp(x[i])) - x[i]*y[i]
		case mseOp:
			sum += (x[i] - y[i]) * (x[i] - y[i])
		case l1Op:
			sum += math.Abs(x[i] - y[i])
		case nllOp:
			sum += (z[i] + (x[i]-y[i])*(x[i]-y[i])*math.Exp(-z[i])) / 2
		case klOp:
			sum += (x[i]*x[i] + math.Exp(y[i]) - 1 - y[i]) / 2
		case hingeOp:
			sum += math.Max(0, 1-x[i]*y[i])
		}
	}
	if _, ok := v.op.(crossOp); ok {
		d := v.in[0].cols()
		for i, l := range v.arg.index {
			total := 0.0
			for _, c := range x[i*d : (i+1)*d] {
				total += math.Exp(c)
			}
			sum += math.Log(total) - x[i*d+l]
		}
	}
	return sum * float64(v.arg.a)
}

// normalize mirrors batch and layer normalization.
func (m *mirror) normalize(v *Var) []float64 {
	x, gamma, beta := m.in(v, 0), m.in(v, 1), m.in(v, 2)
	n, d := v.rows(), v.cols()
	_, columns := v.op.(batchNormOp)
	groups, length, at := n, d, func(g, k int) int { return g*d + k }
	if columns {
		groups, length, at = d, n, func(g, k int) int { return k*d + g }
	}
	out := make([]float64, len(x))
	for g := range groups {
		mean, variance := 0.0, 0.0
		for k := range length {
			mean += x[at(g, k)] / float64(length)
		}
		for k := range length {
			variance += math.Pow(x[at(g, k)]-mean, 2) / float64(length)
		}
		if columns && !v.arg.train {
			mean, variance = float64(v.arg.saved[0].val.Data[g]), float64(v.arg.saved[1].val.Data[g])
		}
		for k := range length {
			i := at(g, k)
			out[i] = gamma[i%d]*(x[i]-mean)/math.Sqrt(variance+v.arg.eps) + beta[i%d]
		}
	}
	return out
}

// move mirrors the operations that only move numbers.
func move(v *Var, x, y, out []float64) []float64 {
	n, d := v.rows(), v.cols()
	xd := v.in[0].cols()
	for i := range n {
		for j := range d {
			o := &out[i*d+j]
			switch v.op.(type) {
			case reshapeOp:
				*o = x[i*d+j]
			case transposeOp:
				*o = x[j*xd+i]
			case concatOp:
				if j < xd {
					*o = x[i*xd+j]
				} else {
					*o = y[i*(d-xd)+j-xd]
				}
			case columnsOp:
				*o = x[i*xd+v.arg.i+j]
			case padColumnsOp:
				if v.arg.i <= j && j < v.arg.j {
					*o = x[i*xd+j-v.arg.i]
				}
			case rowsOp:
				*o = x[(v.arg.i+i)*d+j]
			case padRowsOp:
				if v.arg.i <= i && i < v.arg.j {
					*o = x[(i-v.arg.i)*d+j]
				}
			case gatherOp:
				*o = x[v.arg.index[i]*d+j]
			case scatterOp:
				for k, l := range v.arg.index {
					if l == i {
						*o += x[k*d+j]
					}
				}
			default:
				panic(fmt.Sprintf("no mirror of %T", v.op))
			}
		}
	}
	return out
}
