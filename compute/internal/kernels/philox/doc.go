// Package philox is the Philox4x32-10 counter-based generator.
//
// Block turns a counter of four words and a key of two into four random words.
// The stream of a key and a stream number is the sequence of blocks 0, 1, 2, …
// with the block number in the low two counter words and the stream number in
// the high two: word w of the stream is word w mod 4 of block w div 4.
//
// Words and Uniform are, for any position,
//
//	for i := range dst { dst[i] = word(key, stream, pos+i) }
//	for i := range dst { dst[i] = float32(word(key, stream, pos+i)>>8) / (1 << 24) }
//
// and give the same bits in every implementation.
//
// Salmon, Moraes, Dror and Shaw, Parallel random numbers: as easy as 1, 2, 3, SC 2011.
package philox
