package main

import (
	"os"
	"path/filepath"
	"runtime"
)

// historyDir is where kernels keep the cells that were run: in the user's folder
// for data that programs make, unless UDL_HISTORY names another. It is empty where
// the user has no such folder.
func historyDir() string {
	if dir, ok := os.LookupEnv("UDL_HISTORY"); ok {
		return dir
	}
	var base string
	home, err := os.UserHomeDir()
	switch {
	case runtime.GOOS == "windows":
		base = os.Getenv("LocalAppData")
	case filepath.IsAbs(os.Getenv("XDG_DATA_HOME")):
		base = os.Getenv("XDG_DATA_HOME")
	case err != nil:
	case runtime.GOOS == "darwin":
		base = filepath.Join(home, "Library", "Application Support")
	default:
		base = filepath.Join(home, ".local", "share")
	}
	if base == "" {
		return ""
	}
	return filepath.Join(base, "udl", "history")
}
