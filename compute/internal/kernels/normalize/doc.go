// Package normalize holds the passes of batch and layer normalization and of
// moving averages. Over the columns j of rows x_i that start stride apart,
//
//	AddSquares: for i, for j { dst[j] += (float64(x_i[j]) − mean[j])² }
//	AddDots:    for i, for j { s[j] += float64(dy_i[j]); q[j] += float64(dy_i[j]) * float64(x_i[j] − mean[j]) }
//	AddScaled:  for i, for j { s[j] += float64(dy_i[j]); q[j] += float64(dy_i[j]) * float64((x_i[j] − mean[i]) * inv[i]) }
//
// and over one row, with lanes of float64 that are added in one fixed order,
//
//	Affine:     dst[j] = (x[j] − mean[j]) * a[j] + b[j]
//	Centered:   dx[j] = a[j] * ((dy[j] − b[j]) − (x[j] − mean[j]) * c[j])
//	Squares:    lane[j%16] += (float64(x[j]) − mean)²
//	Row:        dst[j] = ((x[j] − mean) * inv) * gamma[j] + beta[j]
//	RowDots:    g = dy[j] * gamma[j]; s[j%16] += float64(g); q[j%16] += float64(g) * float64((x[j] − mean) * inv)
//	RowGrad:    dx[j] = inv * ((dy[j] * gamma[j] − b) − ((x[j] − mean) * inv) * c)
//	Lerp:       dst[j] += t * (x[j] − dst[j])
//
// float32 operations are not fused and products of two float32 are exact in
// float64, so that all implementations give the same bits.
package normalize
