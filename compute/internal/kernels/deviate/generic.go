package deviate

func normalGeneric(dst []float32, words []uint32, mean, std float32) {
	dst = dst[:len(words)]
	for m := 0; m < len(words); m += 2 {
		x, y := pair(words[m], words[m+1])
		dst[m], dst[m+1] = float32(x*std)+mean, float32(y*std)+mean
	}
}

func maskGeneric(u []float32, keep, value float32) {
	for i, v := range u {
		if v < keep {
			u[i] = value
		} else {
			u[i] = 0
		}
	}
}
