//go:build !js

package shim

import (
	"errors"
	"fmt"
	"math/rand"
	"reflect"
	"testing/quick"

	"github.com/udl-go/lab/kernel/internal/value"
)

// quicks is package testing/quick: arguments are made for what represents a
// function, where that is as good.
func quicks() pkg {
	return pkg{path: "testing/quick", functions: map[string]any{
		"Check": func(f any, c *quick.Config) error {
			if err := checkable(f, c); err != nil {
				return err
			}
			return ofFunction(quick.Check(value.Raw(f), plainValues(c)), f)
		},
		"CheckEqual": func(f, g any, c *quick.Config) error {
			if err := checkable(f, c); err != nil {
				return err
			}
			x, y := value.ViewOf(f), value.ViewOf(g)
			if x.Valid() && y.Valid() && x.Kind() == reflect.Func && y.Kind() == reflect.Func && x.Type() != y.Type() {
				return quick.SetupError("functions have different types")
			}
			return ofFunction(quick.CheckEqual(value.Raw(f), value.Raw(g), plainValues(c)), f)
		},
		"Value": func(t reflect.Type, r *rand.Rand) (reflect.Value, bool) {
			if err := arbitrary(t); err != nil {
				panic("testing/quick: " + err.Error())
			}
			of, session := value.Representation(t)
			x, ok := quick.Value(of, r)
			if !ok || !session {
				return x, ok
			}
			v, ok := value.Made(t, x, false)
			return hold(v), ok
		},
	}}
}

// checkable fails for a function with a parameter for which no arguments can be
// made.
func checkable(f any, c *quick.Config) error {
	v := value.ViewOf(f)
	if !v.Session() || v.Kind() != reflect.Func || c != nil && c.Values != nil {
		return nil
	}
	for i := range v.Type().NumIn() {
		if err := arbitrary(v.Type().In(i)); err != nil {
			return quick.SetupError(fmt.Sprintf("cannot create arbitrary value of type %s for argument %d: %s", v.Type().In(i), i, err))
		}
	}
	return nil
}

// arbitrary tells why no values can be made for a type.
func arbitrary(t reflect.Type) error {
	of, session := value.Representation(t)
	if !session {
		return nil
	}
	if of == nil || of.Kind() != t.Kind() {
		return fmt.Errorf("no value of type %s can be made in a cell", t)
	}
	v, _ := value.Made(t, reflect.Zero(of), false)
	_, err := value.Use{Methods: []string{"Generate"}, Embedding: true}.Shape(v.Interface())
	return err
}

// plainValues is a configuration whose function Values makes representations.
func plainValues(c *quick.Config) *quick.Config {
	if c == nil || c.Values == nil {
		return c
	}
	plain := *c
	plain.Values = func(args []reflect.Value, r *rand.Rand) {
		c.Values(args, r)
		for i, a := range args {
			args[i] = rawOf(a)
		}
	}
	return &plain
}

// ofFunction makes the arguments and results that an error tells those of the
// function itself.
func ofFunction(err error, f any) error {
	v := value.ViewOf(f)
	if !v.Session() || v.Kind() != reflect.Func {
		return err
	}
	own := func(all []any, at func(int) reflect.Type) {
		for i, x := range all {
			if t, ok := value.Made(at(i), reflect.ValueOf(x), false); ok && x != nil {
				all[i] = t.Interface()
			}
		}
	}
	var one *quick.CheckError
	var two *quick.CheckEqualError
	switch {
	case errors.As(err, &one):
		own(one.In, v.Type().In)
	case errors.As(err, &two):
		own(two.In, v.Type().In)
		own(two.Out1, v.Type().Out)
		own(two.Out2, v.Type().Out)
	}
	return err
}
