package impl

import "os"

// environment returns the value of UDL_CPU.
func environment() string { return os.Getenv("UDL_CPU") }
