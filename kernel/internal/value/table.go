package value

import (
	"context"
	"go/types"
	"maps"
	"reflect"
	"sync"
)

// Table knows the types of one session and their methods. It is safe for
// concurrent use.
type Table struct {
	// Lookup finds, or makes, the Type of a type that is part of another one.
	Lookup func(types.Type) *Type
	// Context is that of the running cell; nil means one that never ends.
	Context func() context.Context
	// Spawn is the go statement of cells.
	Spawn func(f func())
	// Convert makes the value of a compiled interface type of x, false if x
	// lacks a method.
	Convert func(x any, iface reflect.Type) (any, bool)

	mu         sync.RWMutex
	types      map[int]*Type
	byKey      map[string]*Type
	key        func(types.Type) string
	implements map[[2]any]bool
	replaced   map[methodOf]any
}

// NewTable returns an empty table.
func NewTable() *Table {
	return &Table{types: map[int]*Type{}, byKey: map[string]*Type{}, implements: map[[2]any]bool{}}
}

// SetKey sets the canonical key: two types are one when their keys are equal.
// It is called before the first Add.
func (t *Table) SetKey(key func(types.Type) string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.key = key
}

// Add enters a type under a number that code uses and returns it. A type that
// is known by its key stays the same Type, under its new number too, with the
// methods that goType declares.
func (t *Table) Add(id int, goType types.Type) *Type {
	t.mu.Lock()
	defer t.mu.Unlock()
	if old := t.known(goType); old != nil {
		t.types[id] = old
		old.set.Store(types.NewMethodSet(goType))
		clear(t.implements)
		return old
	}
	n := &Type{Go: goType, ID: id, table: t, name: typeName(goType)}
	n.set.Store(types.NewMethodSet(goType))
	t.types[id] = n
	if t.key != nil {
		t.byKey[t.key(goType)] = n
	}
	return n
}

// Type returns the type with a number, nil if there is none.
func (t *Table) Type(id int) *Type {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.types[id]
}

// SetMethods replaces the methods of a type: by name, func(recv any, args…)
// results.
func (t *Table) SetMethods(id int, methods map[string]any) {
	n := t.Type(id)
	if n == nil {
		return
	}
	m := maps.Clone(methods)
	n.methods.Store(&m)
}

// SetMethod adds or replaces one method.
func (t *Table) SetMethod(id int, name string, f any) {
	n := t.Type(id)
	if n == nil {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	m := map[string]any{}
	if old := n.methods.Load(); old != nil {
		m = maps.Clone(*old)
	}
	m[name] = f
	n.methods.Store(&m)
}

// known is called with the lock held.
func (t *Table) known(typ types.Type) *Type {
	if t.key != nil {
		return t.byKey[t.key(typ)]
	}
	for _, n := range t.types {
		if types.Identical(n.Go, typ) {
			return n
		}
	}
	return nil
}

// find returns the Type of any type, nil if neither the table nor Lookup knows
// it.
func (t *Table) find(typ types.Type) *Type {
	t.mu.RLock()
	n := t.known(typ)
	t.mu.RUnlock()
	if n == nil && t.Lookup != nil {
		n = t.Lookup(typ)
	}
	return n
}

// same tells whether two types are identical.
func (t *Table) same(x, y types.Type) bool {
	t.mu.RLock()
	key := t.key
	t.mu.RUnlock()
	if key != nil {
		return key(x) == key(y)
	}
	return types.Identical(x, y)
}
