package udl_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/udl-go/lab/udl"
)

func ExampleCard() {
	c := udl.Card{"Dense 784 → 64", "50,240 parameters", "not trained"}
	fmt.Println(c)
	// Output:
	// Dense 784 → 64
	// 50,240 parameters
	// not trained
}

func TestCardEscapes(t *testing.T) {
	assert.Contains(t, udl.Card{"a<b", "c & d"}.HTML(), "<strong>a&lt;b</strong><br/>c &amp; d</div>")
	assert.Empty(t, udl.Card{}.HTML())
}
