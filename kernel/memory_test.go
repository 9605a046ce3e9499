package kernel

import (
	"runtime"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestParseMemory(t *testing.T) {
	for text, want := range map[string]int64{
		"": 0, "none": -1, "Unlimited": -1, "1000": 1000, "4GB": 4e9, "4 gb": 4e9, "1.5M": 1.5e6, "500 MB": 5e8, "2TB": 2e12, "8GiB": 8 << 30, "100%": machineMemory(),
	} {
		got, err := ParseMemory(text)
		if want == 0 && text != "" { // nobody tells what the machine has
			require.Error(t, err)
			continue
		}
		require.NoError(t, err, text)
		assert.Equal(t, want, got, text)
	}
	for _, text := range []string{"much", "-1GB", "0", "GB", "1e40", "4XB", "%"} {
		_, err := ParseMemory(text)
		require.ErrorContains(t, err, "write 4GB", text)
	}
}

func TestAllowed(t *testing.T) {
	assert.EqualValues(t, 0, allowed(-1))
	assert.EqualValues(t, 5, allowed(5))
	if runtime.GOOS == "linux" {
		assert.Greater(t, machineMemory(), int64(1<<28))
		assert.Less(t, allowed(0), machineMemory())
	}
	assert.Contains(t, environment(1000), "GOMEMLIMIT=900")
}
