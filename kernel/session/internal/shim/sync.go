package shim

import (
	"sync/atomic"

	"github.com/udl-go/lab/kernel/internal/value"
)

// storing is package sync/atomic: an atomic.Value holds values of one type,
// which is that of the value in the box.
func storing() pkg {
	return pkg{path: "sync/atomic", methods: map[string]any{
		"(*sync/atomic.Value).Store": func(v *atomic.Value, x any) {
			sameType("store", v, x)
			v.Store(x)
		},
		"(*sync/atomic.Value).Swap": func(v *atomic.Value, x any) any {
			sameType("swap", v, x)
			return v.Swap(x)
		},
		"(*sync/atomic.Value).CompareAndSwap": func(v *atomic.Value, old, x any) bool {
			o, ok1 := old.(value.Boxed)
			b, ok2 := x.(value.Boxed)
			if ok1 && ok2 && o.T != b.T {
				panic("sync/atomic: compare and swap of inconsistently typed values")
			}
			sameType("compare and swap", v, x)
			if now := v.Load(); now != nil && !value.Eq(now, old) {
				return false
			}
			return v.CompareAndSwap(old, x)
		},
	}}
}

func sameType(what string, v *atomic.Value, x any) {
	old, ok1 := v.Load().(value.Boxed)
	b, ok2 := x.(value.Boxed)
	if ok1 && ok2 && old.T != b.T {
		panic("sync/atomic: " + what + " of inconsistently typed value into Value")
	}
}
