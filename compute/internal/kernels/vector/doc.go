// Package vector holds the linear passes over vectors and rows:
//
//	Axpy:    for i := range x { y[i] += alpha * x[i] }
//	Scale:   for i := range x { x[i] *= alpha }
//	Sum:     for i := range x { lane[i%16] += float64(x[i]) }
//	Dot:     for i := range x { lane[i%16] += float64(x[i]) * float64(y[i]) }
//	AddRows: for each row r of rows, for j := range dst { dst[j] += float64(r[j]) }
//
// Reductions are in float64, where the product of two float32 is exact, and the
// 16 lanes are added in one fixed order, so that all implementations give the
// same bits; so do Axpy and Scale, which don't fuse.
package vector
