package shim

import "github.com/udl-go/lab/kernel/internal/value"

// jsonPackage is package encoding/json.
func jsonPackage() pkg {
	return pkg{"encoding/json", map[string]any{
		"Marshal": value.Marshal, "MarshalIndent": value.MarshalIndent, "Unmarshal": value.Unmarshal,
	}}
}
