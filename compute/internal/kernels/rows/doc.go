// Package rows holds what softmax and its relatives do with a row:
//
//	Max:    for i := range x { m = max(m, x[i]) }, NaN if one is NaN
//	ExpSum: for i := range x { dst[i] = exp(x[i]-shift); lane[i%16] += float64(dst[i]) }
//	SumExp: ExpSum that keeps only the sum
//	Sum:    for i := range x { lane[i%16] += float64(x[i]) }
//	Softmax: for each row { ExpSum(dst, x, Max(x)); dst[i] *= float32(1/sum) }
//	Shift:  for i := range x { dst[i] = (x[i] - a) - b }
//
// exp is function.Exp, and x−shift must not be positive. The 16 lanes are added in one fixed order, so that all
// implementations give the same bits. dst may be x.
package rows
