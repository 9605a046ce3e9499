//go:build race

package session_test

var leaving []string
