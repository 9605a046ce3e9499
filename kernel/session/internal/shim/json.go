package shim

import "github.com/udl-go/lab/kernel/internal/value"

// encodingJSON is package encoding/json.
func encodingJSON() pkg {
	return pkg{
		path: "encoding/json",
		functions: map[string]any{
			"Marshal": value.Marshal, "MarshalIndent": value.MarshalIndent, "Unmarshal": value.Unmarshal,
		},
		methods: map[string]any{
			"(*encoding/json.Encoder).Encode": value.Encode,
			"(*encoding/json.Decoder).Decode": value.Decode,
		},
	}
}
