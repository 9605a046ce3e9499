package lower

import (
	"maps"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// inspecting are the compiled methods that look into values which interfaces
// hold. A value of a session shows them nothing, so that a function stands in
// the place of each, in the exports of its package; see package shim, whose
// test compares the lists.
var inspecting = map[string]bool{
	"(*encoding/gob.Decoder).Decode":            true,
	"(*encoding/gob.Encoder).Encode":            true,
	"(*encoding/json.Decoder).Decode":           true,
	"(*encoding/json.Encoder).Encode":           true,
	"(*encoding/xml.Decoder).Decode":            true,
	"(*encoding/xml.Decoder).DecodeElement":     true,
	"(*encoding/xml.Encoder).Encode":            true,
	"(*encoding/xml.Encoder).EncodeElement":     true,
	"(*html/template.Template).Execute":         true,
	"(*html/template.Template).ExecuteTemplate": true,
	"(*html/template.Template).Funcs":           true,
	"(*flag.FlagSet).Var":                       true,
	"(*log.Logger).Fatal":                       true,
	"(*log.Logger).Fatalf":                      true,
	"(*log.Logger).Fatalln":                     true,
	"(*log.Logger).Panic":                       true,
	"(*log.Logger).Panicf":                      true,
	"(*log.Logger).Panicln":                     true,
	"(*log.Logger).Print":                       true,
	"(*log.Logger).Printf":                      true,
	"(*log.Logger).Println":                     true,
	"(*log/slog.Logger).Debug":                  true,
	"(*log/slog.Logger).DebugContext":           true,
	"(*log/slog.Logger).Error":                  true,
	"(*log/slog.Logger).ErrorContext":           true,
	"(*log/slog.Logger).Info":                   true,
	"(*log/slog.Logger).InfoContext":            true,
	"(*log/slog.Logger).Log":                    true,
	"(*log/slog.Logger).Warn":                   true,
	"(*log/slog.Logger).WarnContext":            true,
	"(*log/slog.Logger).With":                   true,
	"(*log/slog.Record).Add":                    true,
	"(*sync/atomic.Value).CompareAndSwap":       true,
	"(*sync/atomic.Value).Store":                true,
	"(*sync/atomic.Value).Swap":                 true,
	"(*text/template.Template).Execute":         true,
	"(*text/template.Template).ExecuteTemplate": true,
	"(*text/template.Template).Funcs":           true,
}

// Inspecting returns the full names of the compiled methods for which functions
// stand by their InspectNames.
func Inspecting() []string { return slices.Sorted(maps.Keys(inspecting)) }

// InspectName is the name of the function that stands for a compiled method:
// "(*encoding/json.Encoder).Encode" becomes "M_Encoder_Encode".
func InspectName(method string) string {
	recv, name, _ := strings.Cut(method, ").")
	return "M_" + recv[strings.LastIndex(recv, ".")+1:] + "_" + name
}

// inspects is the text of the function that stands for a compiled method,
// empty for one that is called itself.
func (p *Program) inspects(f *ssa.Function) string {
	name := f.Object().(interface{ FullName() string }).FullName()
	if !inspecting[name] {
		return ""
	}
	return p.repr.alias(f.Object().Pkg()) + "." + InspectName(name)
}
