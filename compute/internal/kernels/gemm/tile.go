package gemm

// tile is what a micro-kernel computes: a piece of C of a few rows and one
// or two vectors of columns,
//
//	for i := range rows {
//		for j := range columns {
//			s := chain of fused a[i][k]·b[k][j] over k
//			c[i][j] = alpha*s + beta*c[i][j]
//		}
//	}
//
// A and C are strided in bytes; a row of B has full vectors. With beta 0, C
// is not read. The assembly is generated with the offsets of this type.
type tile struct {
	a      *float32
	ai, ak int64 // bytes from a row of A to the next, and from a k to the next
	b      *float32
	bk     int64 // bytes from a k of B to the next
	c      *float32
	ci     int64  // bytes from a row of C to the next
	k      int64  // number of products, at least 1
	rows   int64  // at least 1, at most the height of the kernel
	lanes  *int32 // AVX2: −1 for the columns in use, else 0
	cols   uint32 // AVX-512: a bit for each column in use
	alpha  float32
	beta   float32
	ahead  *float32 // where to prefetch from, at every k
	step   int64    // bytes from a k of ahead to the next, 0 for no prefetch
}

// panel is a packed piece of A or B: for each k one or two vectors of numbers
// that lie in the k-th place of as many lines.
type panel struct {
	dst   *float32
	ld    int64 // bytes from a k to the next
	src   *float32
	k     int64     // number of places, a multiple of 4 to transpose
	lines [16]int64 // transpose: bytes from src to each line
	step  int64     // copy: bytes from a k to the next
	lanes *int32    // copy: as in tile
	cols  uint32    // copy: as in tile
}

// dots are products of a vector x with up to a vector of lines whose numbers are
// neighbors,
//
//	for i := range lines {
//		s := chain of fused x[k]·line[i][k] over k
//		c[i] = alpha*s + beta*c[i]
//	}
type dots struct {
	src   *float32
	lines [16]int64 // bytes from src to each line
	ahead int64     // bytes from src to what comes next
	k     int64     // number of places, a multiple of 4
	x     *float32
	step  int64 // bytes from an x to the next
	c     *float32
	lanes *int32 // as in tile
	cols  uint32 // as in tile
	alpha float32
	beta  float32
}

// chain is rows of C from lists of the places where a row of A is not zero, in
// one to eight vectors of columns,
//
//	for i := range rows {
//		for j := range columns {
//			s := 0 if first, else sum[i][j]
//			s = chain of fused value[i][n]·b[index[i][n]][j] over n
//			if last { c[i][j] = alpha*s + beta*c[i][j] } else { sum[i][j] = s }
//		}
//	}
//
// B and sum have full vectors, those of sum without gaps. With beta 0, C is not
// read.
type chain struct {
	b           *float32
	ld          int64 // bytes from a place of B to the next
	index       *uint32
	value       *float32
	list        int64  // bytes from a row's list to the next
	counts      *int64 // lengths of the lists
	rows        int64  // at least 1
	sum         *float32
	first, last int64 // 0 or 1
	c           *float32
	ci          int64 // bytes from a row of C to the next
	vectors     int64
	masks       *int32 // −1 for the columns in use, else 0
	alpha       float32
	beta        float32
}

// sieve lists, of rows of k numbers, those that are not zero and their places;
// a list has room for 16 more.
type sieve struct {
	src    *float32
	pitch  int64 // bytes from a row to the next
	k      int64
	rows   int64 // at least 1
	index  *uint32
	value  *float32
	list   int64 // bytes from a row's list to the next
	counts *int64
}
