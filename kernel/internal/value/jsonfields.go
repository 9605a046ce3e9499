package value

import (
	"cmp"
	"go/types"
	"reflect"
	"slices"
	"strings"
	"unicode"
)

// jsonField is a field as encoding/json sees it: perhaps promoted, under its
// tag's name.
type jsonField struct {
	name                        string
	index                       []int
	typ                         types.Type
	tagged                      bool
	omitEmpty, omitZero, quoted bool
}

// level is a struct whose fields stand at one depth of embedding.
type level struct {
	typ   types.Type
	index []int
	times int // it is embedded at this depth: more than once hides all
}

// jsonFields lists the fields of a struct in order: of two with one name the
// shallower wins, then the tagged one, else neither is there.
func jsonFields(t types.Type) []jsonField {
	var all []jsonField
	visited := map[string]bool{}
	for next := []level{{typ: t, times: 1}}; len(next) > 0; {
		current := next
		next = nil
		for _, l := range current {
			key := types.TypeString(l.typ, nil)
			if visited[key] {
				continue
			}
			visited[key] = true
			fields, deeper := l.fields()
			for _, f := range fields {
				all = append(all, f)
				if l.times > 1 {
					all = append(all, f)
				}
			}
			next = merge(next, deeper)
		}
	}
	return dominant(all)
}

func merge(to, more []level) []level {
	for _, m := range more {
		i := slices.IndexFunc(to, func(l level) bool { return types.Identical(l.typ, m.typ) })
		if i < 0 {
			to = append(to, m)
		} else {
			to[i].times++
		}
	}
	return to
}

func (l level) fields() (fields []jsonField, deeper []level) {
	s := l.typ.Underlying().(*types.Struct)
	for i := range s.NumFields() {
		x := s.Field(i)
		typ := types.Unalias(x.Type())
		if p, ok := typ.(*types.Pointer); ok {
			typ = types.Unalias(p.Elem())
		}
		_, isStruct := typ.Underlying().(*types.Struct)
		if !x.Exported() && (!x.Embedded() || !isStruct) {
			continue
		}
		tag := reflect.StructTag(s.Tag(i)).Get("json")
		if tag == "-" {
			continue
		}
		name, options, _ := strings.Cut(tag, ",")
		if !validName(name) {
			name = ""
		}
		index := append(slices.Clone(l.index), i)
		if name == "" && x.Embedded() && isStruct {
			deeper = append(deeper, level{typ, index, l.times})
			continue
		}
		f := jsonField{name: cmp.Or(name, x.Name()), index: index, typ: x.Type(), tagged: name != ""}
		for o := range strings.SplitSeq(options, ",") {
			f.omitEmpty = f.omitEmpty || o == "omitempty"
			f.omitZero = f.omitZero || o == "omitzero"
			f.quoted = f.quoted || o == "string" && quotable(typ)
		}
		fields = append(fields, f)
	}
	return fields, deeper
}

func quotable(t types.Type) bool {
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&(types.IsBoolean|types.IsInteger|types.IsFloat|types.IsString) != 0
}

func validName(s string) bool {
	for _, c := range s {
		if !strings.ContainsRune("!#$%&()*+-./:;<=>?@[]^_{|}~ ", c) && !unicode.IsLetter(c) && !unicode.IsDigit(c) {
			return false
		}
	}
	return s != ""
}

func dominant(all []jsonField) []jsonField {
	slices.SortStableFunc(all, func(a, b jsonField) int {
		return cmp.Or(cmp.Compare(a.name, b.name), cmp.Compare(len(a.index), len(b.index)), -cmp.Compare(bit(a.tagged), bit(b.tagged)), slices.Compare(a.index, b.index))
	})
	var out []jsonField
	for i := 0; i < len(all); {
		j := i + 1
		for j < len(all) && all[j].name == all[i].name {
			j++
		}
		if j == i+1 || len(all[i].index) != len(all[i+1].index) || all[i].tagged != all[i+1].tagged {
			out = append(out, all[i])
		}
		i = j
	}
	slices.SortFunc(out, func(a, b jsonField) int { return slices.Compare(a.index, b.index) })
	return out
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}
