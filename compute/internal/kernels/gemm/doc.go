// Package gemm multiplies matrices: C = alpha·op(A)·op(B) + beta·C, or
//
//	for i := range M {
//		for j := range N {
//			var s float32
//			for k := range K { s += opA[i][k] * opB[k][j] }
//			C[i][j] = alpha*s + beta*C[i][j]
//		}
//	}
//
// where beta = 0 means that C is not read. The sum is cut into blocks of k whose
// bounds depend on K alone, and inside a block it is one chain in the order of
// k; so an element of C does not depend on how the work is split. The assembly
// fuses every multiplication and addition, in AVX2 and AVX-512 alike, and both
// give the same bits; the scalar form does not. Many zeros in A are skipped, which
// changes no bit but the sign of a zero that is the sum of products too small for
// float32.
package gemm
