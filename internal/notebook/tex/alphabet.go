package tex

import "strings"

// alphabet maps letters to one of Unicode's mathematical alphabets.
type alphabet struct {
	set                 bool
	upright, word       bool
	upper, lower, digit rune // first letter of each; 0 leaves them as they are
	greek               rune // first of the bold Greek small letters
	holes               map[string]string
}

var (
	upright = alphabet{set: true, upright: true, word: true}
	bold    = alphabet{set: true, upper: 0x1D400, lower: 0x1D41A, digit: 0x1D7CE, greek: 0x1D6C2}
	italic  = alphabet{set: true, upper: 0x1D468, lower: 0x1D482, digit: 0x1D7CE, greek: 0x1D736}
	double  = alphabet{set: true, upper: 0x1D538, lower: 0x1D552, digit: 0x1D7D8, holes: map[string]string{
		"C": "ℂ", "H": "ℍ", "N": "ℕ", "P": "ℙ", "Q": "ℚ", "R": "ℝ", "Z": "ℤ",
	}}
	script = alphabet{set: true, upper: 0x1D49C, lower: 0x1D4B6, holes: map[string]string{
		"B": "ℬ", "E": "ℰ", "F": "ℱ", "H": "ℋ", "I": "ℐ", "L": "ℒ", "M": "ℳ", "R": "ℛ", "e": "ℯ", "g": "ℊ", "o": "ℴ",
	}}
	sans = alphabet{set: true, upper: 0x1D5A0, lower: 0x1D5BA, digit: 0x1D7E2}
	mono = alphabet{set: true, upper: 0x1D670, lower: 0x1D68A, digit: 0x1D7F6}
)

var alphabets = map[string]alphabet{
	"mathrm": upright, "mathbf": bold, "mathbb": double, "mathcal": script, "mathscr": script,
	"mathsf": sans, "mathtt": mono, "boldsymbol": italic, "bm": italic, "mathit": {},
}

const greekLetters = "αβγδεζηθικλμνξοπρςστυφχψω"

// apply returns a character in this alphabet.
func (a alphabet) apply(s string) string {
	if h, ok := a.holes[s]; ok {
		return h
	}
	r := []rune(s)
	if len(r) != 1 {
		return s
	}
	switch c := r[0]; {
	case 'A' <= c && c <= 'Z' && a.upper != 0:
		return string(a.upper + c - 'A')
	case 'a' <= c && c <= 'z' && a.lower != 0:
		return string(a.lower + c - 'a')
	case '0' <= c && c <= '9' && a.digit != 0:
		return string(a.digit + c - '0')
	case a.greek != 0 && strings.ContainsRune(greekLetters, c):
		return string(a.greek + rune(strings.Index(greekLetters, s)/2))
	}
	return s
}

// identifier returns a letter as an element. A single letter in mi is italic
// unless it says otherwise.
func (a alphabet) identifier(s string) string {
	if a.upright {
		return `<mi mathvariant="normal">` + escape(s) + "</mi>"
	}
	return element("mi", escape(a.apply(s)))
}
