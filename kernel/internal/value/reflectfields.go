package value

import (
	"go/types"
	"iter"
	"reflect"
)

// structure returns the struct type, and panics for other kinds.
func (r reflected) structure() *types.Struct {
	s, ok := r.t.Go.Underlying().(*types.Struct)
	if !ok {
		panic("reflect: Field of non-struct type " + r.String())
	}
	return s
}

// NumField counts the fields of a struct.
func (r reflected) NumField() int { return r.structure().NumFields() }

// Field describes a field of a struct.
func (r reflected) Field(i int) reflect.StructField {
	s := r.structure()
	if i < 0 || i >= s.NumFields() {
		panic("reflect: Field index out of bounds")
	}
	x, of := s.Field(i), reflect.StructField{}
	if r.alike() {
		of = r.Type.Field(i)
	}
	f := reflect.StructField{
		Name: x.Name(), Type: r.part(x.Type(), of.Type), Tag: reflect.StructTag(s.Tag(i)),
		Offset: of.Offset, Index: []int{i}, Anonymous: x.Embedded(),
	}
	if !x.Exported() && x.Pkg() != nil {
		f.PkgPath = x.Pkg().Path()
	}
	return f
}

// Fields ranges over the fields.
func (r reflected) Fields() iter.Seq[reflect.StructField] {
	return func(yield func(reflect.StructField) bool) {
		for i := range r.NumField() {
			if !yield(r.Field(i)) {
				return
			}
		}
	}
}

// FieldByIndex follows embedded fields.
func (r reflected) FieldByIndex(index []int) (f reflect.StructField) {
	var t reflect.Type = r
	for i, x := range index {
		if i > 0 {
			if t = f.Type; t.Kind() == reflect.Pointer {
				t = t.Elem()
			}
		}
		f = t.Field(x)
	}
	return f
}

// FieldByName finds a field, promoted ones too.
func (r reflected) FieldByName(name string) (reflect.StructField, bool) {
	r.structure()
	var pkg *types.Package
	if n, ok := types.Unalias(r.t.Go).(*types.Named); ok {
		pkg = n.Obj().Pkg()
	}
	obj, index, _ := types.LookupFieldOrMethod(r.t.Go, true, pkg, name)
	if v, ok := obj.(*types.Var); !ok || !v.IsField() {
		return reflect.StructField{}, false
	}
	f := r.FieldByIndex(index)
	f.Index = index
	return f, true
}

// FieldByNameFunc finds the only field at the shallowest depth that matches.
func (r reflected) FieldByNameFunc(match func(string) bool) (found reflect.StructField, ok bool) {
	for _, f := range reflect.VisibleFields(r) {
		if !match(f.Name) {
			continue
		}
		switch {
		case !ok || len(f.Index) < len(found.Index):
			found, ok = f, true
		case len(f.Index) == len(found.Index):
			return reflect.StructField{}, false
		}
	}
	return found, ok
}

func (r reflected) signature() *types.Signature {
	s, ok := r.t.Go.Underlying().(*types.Signature)
	if !ok {
		panic("reflect: NumIn of non-func type " + r.String())
	}
	return s
}

// IsVariadic tells about a function type.
func (r reflected) IsVariadic() bool { return r.signature().Variadic() }

// NumIn counts parameters.
func (r reflected) NumIn() int { return r.signature().Params().Len() }

// NumOut counts results.
func (r reflected) NumOut() int { return r.signature().Results().Len() }

// In returns the type of a parameter.
func (r reflected) In(i int) reflect.Type {
	var of reflect.Type
	if r.alike() {
		of = r.Type.In(i)
	}
	return r.part(r.signature().Params().At(i).Type(), of)
}

// Out returns the type of a result.
func (r reflected) Out(i int) reflect.Type {
	var of reflect.Type
	if r.alike() {
		of = r.Type.Out(i)
	}
	return r.part(r.signature().Results().At(i).Type(), of)
}

// Ins ranges over the types of the parameters.
func (r reflected) Ins() iter.Seq[reflect.Type] { return each(r.NumIn, r.In) }

// Outs ranges over the types of the results.
func (r reflected) Outs() iter.Seq[reflect.Type] { return each(r.NumOut, r.Out) }

func each(n func() int, at func(int) reflect.Type) iter.Seq[reflect.Type] {
	return func(yield func(reflect.Type) bool) {
		for i := range n() {
			if !yield(at(i)) {
				return
			}
		}
	}
}
