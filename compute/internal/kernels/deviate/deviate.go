package deviate

// Normal sets dst to normal numbers of the given mean and standard deviation, from
// an even number of words. dst has their length.
func Normal(dst []float32, words []uint32, mean, std float32) {
	normal(dst[:len(words)&^1], words[:len(words)&^1], mean, std)
}

// Mask sets u to value where it is less than keep, and to 0 elsewhere.
func Mask(u []float32, keep, value float32) { mask(u, keep, value) }
