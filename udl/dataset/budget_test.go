package dataset

import (
	"bytes"
	"context"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/udl-go/lab/udl"
)

func TestBudget(t *testing.T) {
	for _, c := range []struct {
		n           int
		system, env string
		rows        int
		why         string
	}{
		{60000, "linux", "", 60000, ""},
		{60000, "js", "", 2000, " (in the browser)"},
		{100, "js", "", 100, ""},
		{60000, "linux", "500", 500, " (UDL_BUDGET)"},
		{60000, "js", "10000", 10000, " (UDL_BUDGET)"},
		{60000, "linux", "90000", 60000, " (UDL_BUDGET)"},
		{60000, "linux", "-1", 60000, ` (UDL_BUDGET="-1" is not a positive number)`},
		{60000, "js", "all", 2000, ` (in the browser) (UDL_BUDGET="all" is not a positive number)`},
		{0, "linux", "", 0, ""},
	} {
		rows, why := budget(c.n, c.system, c.env)
		assert.Equal(t, c.rows, rows, "%+v", c)
		assert.Equal(t, c.why, why)
	}
}

func TestBudgetPrintsOneLine(t *testing.T) {
	var buf bytes.Buffer
	ctx := udl.WithPrinter(context.Background(), &buf)
	t.Setenv("UDL_BUDGET", "70")
	assert.Equal(t, 70, Budget(ctx, 100))
	assert.Equal(t, 60, Budget(ctx, 60))
	assert.Equal(t, "data budget: 70 of 100 rows (UDL_BUDGET)\ndata budget: all 60 rows (UDL_BUDGET)\n", buf.String())
}
