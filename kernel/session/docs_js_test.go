package session_test

import (
	"os"

	"github.com/udl-go/lab/kernel/session"
)

// A page downloads the documentation; here it lies beside.
func init() {
	file, err := os.ReadFile("../symbols/z_docs_common.bin")
	if err == nil {
		err = session.SetDocs(file)
	}
	if err != nil {
		panic(err)
	}
}
