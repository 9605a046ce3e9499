// Package deviate turns random words and uniforms into other random numbers:
//
//	Normal: for m := 0; m < len(words); m += 2 { dst[m], dst[m+1] = pair(words[m], words[m+1]) }, times std plus mean
//	Mask:   for i := range u { u[i] = value if u[i] < keep, else 0 }
//
// pair is the method of Box and Muller in float32 of scalar.go, operation by
// operation and without fused multiply-adds, so that all implementations give the
// same bits.
package deviate
