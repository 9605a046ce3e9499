package main

import (
	"cmp"
	"fmt"
	"math/bits"
	"slices"
	"strings"
)

// Compiled code asks values of some interfaces whether they have further
// methods: io.Copy asks a reader for WriteTo. A wrapper that always had them
// would answer for types that lack them, so there is one wrapper for each set
// of methods that makes sense. The methods are those of the types o… of package
// symbols, by the names below.

// optional are the further methods of one interface.
type optional struct {
	sets []string // of names, with spaces between them
	also []string // more of them
}

// optionals lists them by interface: import path and name.
var optionals = map[string]optional{
	"io.Reader": {
		sets: subsets("WriteTo", "ReadByte", "ReadRune", "Close"),
		also: []string{
			"Seek", "Seek Close", "Seek WriteTo ReadByte ReadRune", "Seek WriteTo ReadByte ReadRune Close", "Seek WriteTo Close",
			"Peek", "Peek WriteTo ReadByte ReadRune", "Peek WriteTo ReadByte ReadRune Close",
		},
	},
	"io.ReadCloser":  {sets: subsets("WriteTo")},
	"io.Writer":      {sets: subsets("WriteString", "ReadFrom", "WriteByte"), also: []string{"WriteByte Flush", "WriteString WriteByte Flush", "WriteString ReadFrom WriteByte Flush"}},
	"io.WriteCloser": {sets: subsets("WriteString", "ReadFrom")},
	"io/fs.File":     {sets: subsets("ReadDir", "Seek", "ReadAt", "WriteTo")},
	"net/http.ResponseWriter": {
		sets: subsets("Unwrap", "Flusher", "Hijack", "ReadFrom"),
		also: []string{"FlushError", "FlushError Flusher", "FlushError Unwrap", "FlushError Flusher Unwrap"},
	},
	"context.Context":  {sets: subsets("AfterFunc")},
	"image.Image":      {sets: subsets("Opaque", "ColorIndexAt")},
	"math/rand.Source": {sets: subsets("Uint64")},
}

// subsets lists all sets of the names but the empty one.
func subsets(names ...string) (all []string) {
	for mask := 1; mask < 1<<len(names); mask++ {
		var set []string
		for i, n := range names {
			if mask>>i&1 == 1 {
				set = append(set, n)
			}
		}
		all = append(all, strings.Join(set, " "))
	}
	return all
}

// further declares the wrappers with further methods of an interface and the
// function that chooses one. It returns the text of the choice for a value b.
func (f *file) further(id, name, wrapper string) string {
	o, ok := optionals[f.pkg.Path()+"."+name]
	if !ok {
		return wrapper + "{b}"
	}
	var names []string
	var masks []int
	for _, set := range slices.Concat(o.sets, o.also) {
		mask := 0
		for _, n := range strings.Fields(set) {
			if !slices.Contains(names, n) {
				names = append(names, n)
			}
			mask |= 1 << slices.Index(names, n)
		}
		masks = append(masks, mask)
	}
	slices.SortStableFunc(masks, func(x, y int) int {
		return cmp.Compare(bits.OnesCount(uint(y)), bits.OnesCount(uint(x)))
	})
	var types, tests, cases strings.Builder
	for i, n := range names {
		fmt.Fprintf(&tests, "if (o%s{b}).has() {\nm |= %d\n}\n", n, 1<<i)
	}
	for _, mask := range masks {
		name := fmt.Sprintf("%s_%d", wrapper, mask)
		fmt.Fprintf(&types, "\ntype %s struct {\n%s\n", name, wrapper)
		fmt.Fprintf(&cases, "case m&%d == %d:\nreturn %s{w", mask, mask, name)
		for i, n := range names {
			if mask>>i&1 == 1 {
				fmt.Fprintf(&types, "o%s\n", n)
				fmt.Fprintf(&cases, ", o%s{b}", n)
			}
		}
		types.WriteString("}\n")
		cases.WriteString("}\n")
	}
	f.wraps = append(f.wraps, fmt.Sprintf(
		"\n// %[1]s_of chooses the wrapper with the most\n// of the further methods that the value has.\nfunc %[1]s_of(b value.Boxed) %[2]s {\nw, m := %[1]s{b}, 0\n%[3]sswitch {\n%[4]s}\nreturn w\n}\n%[5]s",
		wrapper, id, tests.String(), cases.String(), types.String()))
	return wrapper + "_of(b)"
}
