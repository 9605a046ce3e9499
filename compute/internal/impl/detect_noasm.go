//go:build !amd64 || purego

package impl

// detect returns Scalar: there is no assembly in this build.
func detect() Level { return Scalar }
