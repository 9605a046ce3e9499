package lower

import (
	"maps"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// inspecting are the compiled methods that look into values which interfaces
// hold, start goroutines of cells, wait for them, or read standard input. A value
// of a session shows them nothing, so that a function stands in the place of
// each, in the exports of its package; see package shim, whose test compares the
// lists.
var inspecting = map[string]bool{
	"(*encoding/gob.Decoder).Decode":            true,
	"(*encoding/gob.Encoder).Encode":            true,
	"(*encoding/json.Decoder).Decode":           true,
	"(*encoding/json.Encoder).Encode":           true,
	"(*encoding/xml.Decoder).Decode":            true,
	"(*encoding/xml.Decoder).DecodeElement":     true,
	"(*encoding/xml.Encoder).Encode":            true,
	"(*encoding/xml.Encoder).EncodeElement":     true,
	"(*flag.FlagSet).TextVar":                   true,
	"(*flag.FlagSet).Var":                       true,
	"(*html/template.Template).Execute":         true,
	"(*html/template.Template).ExecuteTemplate": true,
	"(*html/template.Template).Funcs":           true,
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
	"(*sync.Map).Load":                          true,
	"(*sync.Map).LoadOrStore":                   true,
	"(*sync.Map).Store":                         true,
	"(*sync.Map).Swap":                          true,
	"(*sync.WaitGroup).Go":                      true,
	"(*sync.WaitGroup).Wait":                    true,
	"(*sync/atomic.Value).CompareAndSwap":       true,
	"(*sync/atomic.Value).Store":                true,
	"(*sync/atomic.Value).Swap":                 true,
	"(*text/template.Template).Execute":         true,
	"(*text/template.Template).ExecuteTemplate": true,
	"(*text/template.Template).Funcs":           true,
	"(reflect.Value).Addr":                      true,
	"(reflect.Value).Bool":                      true,
	"(reflect.Value).Bytes":                     true,
	"(reflect.Value).Call":                      true,
	"(reflect.Value).CanAddr":                   true,
	"(reflect.Value).CanComplex":                true,
	"(reflect.Value).CanConvert":                true,
	"(reflect.Value).CanFloat":                  true,
	"(reflect.Value).CanInt":                    true,
	"(reflect.Value).CanInterface":              true,
	"(reflect.Value).CanSet":                    true,
	"(reflect.Value).CanUint":                   true,
	"(reflect.Value).Cap":                       true,
	"(reflect.Value).Clear":                     true,
	"(reflect.Value).Close":                     true,
	"(reflect.Value).Comparable":                true,
	"(reflect.Value).Complex":                   true,
	"(reflect.Value).Convert":                   true,
	"(reflect.Value).Elem":                      true,
	"(reflect.Value).Equal":                     true,
	"(reflect.Value).Field":                     true,
	"(reflect.Value).FieldByIndex":              true,
	"(reflect.Value).FieldByName":               true,
	"(reflect.Value).FieldByNameFunc":           true,
	"(reflect.Value).Fields":                    true,
	"(reflect.Value).Float":                     true,
	"(reflect.Value).Grow":                      true,
	"(reflect.Value).Index":                     true,
	"(reflect.Value).Int":                       true,
	"(reflect.Value).Interface":                 true,
	"(reflect.Value).IsNil":                     true,
	"(reflect.Value).IsZero":                    true,
	"(reflect.Value).Kind":                      true,
	"(reflect.Value).Len":                       true,
	"(reflect.Value).MapIndex":                  true,
	"(reflect.Value).MapKeys":                   true,
	"(reflect.Value).MapRange":                  true,
	"(reflect.Value).Method":                    true,
	"(reflect.Value).MethodByName":              true,
	"(reflect.Value).Methods":                   true,
	"(*os.File).Read":                           true,
	"(*os.File).Write":                          true,
	"(*os.File).WriteString":                    true,
	"(reflect.Value).NumField":                  true,
	"(reflect.Value).NumMethod":                 true,
	"(reflect.Value).OverflowComplex":           true,
	"(reflect.Value).OverflowFloat":             true,
	"(reflect.Value).OverflowInt":               true,
	"(reflect.Value).OverflowUint":              true,
	"(reflect.Value).Pointer":                   true,
	"(reflect.Value).Recv":                      true,
	"(reflect.Value).Send":                      true,
	"(reflect.Value).Set":                       true,
	"(reflect.Value).SetBool":                   true,
	"(reflect.Value).SetBytes":                  true,
	"(reflect.Value).SetComplex":                true,
	"(reflect.Value).SetFloat":                  true,
	"(reflect.Value).SetInt":                    true,
	"(reflect.Value).SetLen":                    true,
	"(reflect.Value).SetMapIndex":               true,
	"(reflect.Value).SetString":                 true,
	"(reflect.Value).SetUint":                   true,
	"(reflect.Value).SetZero":                   true,
	"(reflect.Value).Slice":                     true,
	"(reflect.Value).String":                    true,
	"(reflect.Value).Type":                      true,
	"(reflect.Value).Uint":                      true,
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
