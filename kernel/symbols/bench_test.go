package symbols_test

import (
	"go/token"
	"testing"

	"github.com/udl-go/lab/kernel/symbols"
)

// One package in a new importer, as in the first cell of a session.
func BenchmarkImportFmt(b *testing.B) {
	for b.Loop() {
		if _, err := symbols.NewImporter(token.NewFileSet()).Import("fmt"); err != nil {
			b.Fatal(err)
		}
	}
}

// Every package in a new importer.
func BenchmarkImportAll(b *testing.B) {
	for b.Loop() {
		imp := symbols.NewImporter(token.NewFileSet())
		for _, p := range symbols.Paths() {
			if _, err := imp.Import(p); err != nil {
				b.Fatal(err)
			}
		}
	}
}
