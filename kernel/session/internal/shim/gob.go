//go:build !js

package shim

import (
	"encoding/gob"
	"fmt"

	"github.com/udl-go/lab/kernel/internal/value"
)

// gobs is package encoding/gob for types that are as their representation.
func gobs() pkg {
	register := func(x any) any {
		if b, ok := x.(value.Boxed); ok {
			panic(fmt.Sprintf("gob: the type %s of a cell cannot be registered", b.T))
		}
		return x
	}
	return pkg{
		path: "encoding/gob",
		functions: map[string]any{
			"Register":     func(x any) { gob.Register(register(x)) },
			"RegisterName": func(name string, x any) { gob.RegisterName(name, register(x)) },
		},
		methods: map[string]any{
			"(*encoding/gob.Encoder).Encode": func(e *gob.Encoder, x any) error {
				raw, err := gobShape(x)
				if err != nil {
					return err
				}
				return e.Encode(raw)
			},
			"(*encoding/gob.Decoder).Decode": func(d *gob.Decoder, x any) error {
				raw, err := gobShape(x)
				if err != nil {
					return err
				}
				return d.Decode(raw)
			},
		},
	}
}

func gobShape(x any) (any, error) {
	use := value.Use{
		Methods:   []string{"GobEncode", "GobDecode", "MarshalBinary", "UnmarshalBinary", "MarshalText", "UnmarshalText"},
		Embedding: true,
	}
	raw, err := use.Shape(x)
	if err != nil {
		return nil, fmt.Errorf("gob: %w", err)
	}
	return raw, nil
}
