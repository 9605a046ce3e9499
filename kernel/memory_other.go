//go:build !linux

package kernel

// residentMemory is not known: the worker's collector knows the limit all the same.
func residentMemory(int) (int64, error) { return 0, errUnknown }

// machineMemory is not known.
func machineMemory() int64 { return 0 }
