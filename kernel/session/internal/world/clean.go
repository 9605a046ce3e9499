package world

import (
	"regexp"
	"strconv"
	"strings"
)

var (
	qualified   = regexp.MustCompile(`\bmain\.(\pL|_)`)
	funcLiteral = regexp.MustCompile(`\(func\(.*? literal\)`)

	// quoted is a text as the user wrote it; the checker cuts a long constant off
	// and ends it by dots instead of its quote.
	quoted = regexp.MustCompile("\"(?:[^\"\\\\\n]|\\\\.){66,}?\\.\\.\\.(?: of type|\\))" + "|\"(?:[^\"\\\\\n]|\\\\.)*\"|`[^`]*`|'(?:[^'\\\\\n]|\\\\.[0-9A-Za-z]*)'")
	kept   = regexp.MustCompile("\x00(\\d+)\x00")
)

// clean takes out of a message what the user did not write, and says in the
// words of the compiler what the checker says otherwise. The texts in it are the
// user's and stay as they are.
func clean(msg string) string {
	return outside(msg, words)
}

// outside changes what stands outside of the quotes of a message.
func outside(msg string, change func(string) string) string {
	var texts []string
	msg = change(quoted.ReplaceAllStringFunc(msg, func(s string) string {
		texts = append(texts, s)
		return "\x00" + strconv.Itoa(len(texts)-1) + "\x00"
	}))
	return kept.ReplaceAllStringFunc(msg, func(s string) string {
		i, err := strconv.Atoi(strings.Trim(s, "\x00"))
		if err != nil || i >= len(texts) {
			return s
		}
		return texts[i]
	})
}

func words(msg string) string {
	switch {
	case strings.HasPrefix(msg, "label "):
		msg = strings.NewReplacer(" declared and not used", " defined and not used", " not declared", " not defined", " already declared", " already defined").Replace(msg)
	case msg == "expected at most 2 expressions":
		msg = "range clause permits at most two iteration variables"
	case strings.HasPrefix(msg, "break not in"):
		msg = "break is not in a loop, switch, or select"
	case strings.HasPrefix(msg, "continue not in"):
		msg = "continue is not in a loop"
	}
	msg = funcLiteral.ReplaceAllString(msg, "func() {…}")
	msg = qualified.ReplaceAllString(msg, "$1")
	msg = strings.ReplaceAll(msg, " in argument to "+ShowName, "")
	if rest, ok := strings.CutSuffix(msg, " not in selector"); ok {
		msg = rest + " without selector"
	}
	return strings.ReplaceAll(msg, oldSuffix, "")
}
