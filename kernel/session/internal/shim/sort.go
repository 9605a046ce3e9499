package shim

import (
	"sort"

	"github.com/udl-go/lab/kernel/internal/value"
)

// sorting is package sort: which type a slice has does not matter there.
func sorting() pkg {
	return pkg{path: "sort", functions: map[string]any{
		"Slice":         func(x any, less func(i, j int) bool) { sort.Slice(value.Raw(x), less) },
		"SliceStable":   func(x any, less func(i, j int) bool) { sort.SliceStable(value.Raw(x), less) },
		"SliceIsSorted": func(x any, less func(i, j int) bool) bool { return sort.SliceIsSorted(value.Raw(x), less) },
	}}
}
