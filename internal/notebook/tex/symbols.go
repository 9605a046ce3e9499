package tex

// Letters and letter-like symbols.
var identifiers = map[string]string{
	"alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε", "zeta": "ζ",
	"eta": "η", "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν",
	"xi": "ξ", "pi": "π", "varpi": "ϖ", "rho": "ρ", "varrho": "ϱ", "sigma": "σ", "varsigma": "ς", "tau": "τ",
	"upsilon": "υ", "phi": "ϕ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
	"Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Upsilon": "Υ",
	"Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
	"infty": "∞", "partial": "∂", "nabla": "∇", "ell": "ℓ", "hbar": "ℏ", "emptyset": "∅", "varnothing": "∅",
	"top": "⊤", "bot": "⊥", "Re": "ℜ", "Im": "ℑ", "aleph": "ℵ", "imath": "ı", "jmath": "ȷ",
	"ldots": "…", "dots": "…", "cdots": "⋯", "vdots": "⋮", "ddots": "⋱", "prime": "′", "dagger": "†",
	"%": "%", "$": "$", "#": "#", "&": "&", "_": "_", "checkmark": "✓", "star": "⋆", "angle": "∠", "forall": "∀",
	"exists": "∃", "lnot": "¬", "neg": "¬",
}

// Operators and relations.
var operators = map[string]string{
	"cdot": "⋅", "times": "×", "div": "÷", "pm": "±", "mp": "∓", "circ": "∘", "ast": "∗", "bullet": "∙",
	"oplus": "⊕", "otimes": "⊗", "odot": "⊙", "ominus": "⊖", "cap": "∩", "cup": "∪", "setminus": "∖",
	"wedge": "∧", "land": "∧", "vee": "∨", "lor": "∨",
	"le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "ne": "≠", "neq": "≠", "ll": "≪", "gg": "≫", "lt": "<", "gt": ">",
	"approx": "≈", "sim": "∼", "simeq": "≃", "cong": "≅", "equiv": "≡", "propto": "∝", "doteq": "≐",
	"in": "∈", "notin": "∉", "ni": "∋", "subset": "⊂", "subseteq": "⊆", "supset": "⊃", "supseteq": "⊇",
	"to": "→", "rightarrow": "→", "leftarrow": "←", "gets": "←", "leftrightarrow": "↔", "mapsto": "↦",
	"longrightarrow": "⟶", "Rightarrow": "⇒", "Leftarrow": "⇐", "Leftrightarrow": "⇔", "iff": "⟺", "implies": "⟹",
	"uparrow": "↑", "downarrow": "↓", "mid": "∣", "parallel": "∥", "perp": "⊥", "models": "⊨", "colon": ":",
	"coloneqq": "≔", "triangleq": "≜",
}

// Delimiters.
var fences = map[string]string{
	"{": "{", "}": "}", "lbrace": "{", "rbrace": "}", "langle": "⟨", "rangle": "⟩", "lvert": "|", "rvert": "|",
	"vert": "|", "|": "‖", "Vert": "‖", "lVert": "‖", "rVert": "‖", "lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈",
	"rceil": "⌉", "lbrack": "[", "rbrack": "]", "backslash": `\`,
}

// Operators that grow in a display.
var large = map[string]string{
	"sum": "∑", "prod": "∏", "coprod": "∐", "int": "∫", "iint": "∬", "oint": "∮", "bigcup": "⋃", "bigcap": "⋂",
	"bigoplus": "⨁", "bigotimes": "⨂", "bigvee": "⋁", "bigwedge": "⋀",
}

// Functions whose scripts stand beside them.
var functions = map[string]bool{
	"log": true, "ln": true, "lg": true, "exp": true, "sin": true, "cos": true, "tan": true, "sinh": true,
	"cosh": true, "tanh": true, "arcsin": true, "arccos": true, "arctan": true, "dim": true, "ker": true, "arg": true,
	"deg": true, "hom": true, "cot": true, "sec": true, "csc": true,
}

// Functions whose scripts stand below them.
var limits = map[string]string{
	"lim": "lim", "max": "max", "min": "min", "sup": "sup", "inf": "inf", "det": "det", "Pr": "Pr", "gcd": "gcd",
	"argmax": "arg\u2009max", "argmin": "arg\u2009min", "limsup": "lim\u2009sup", "liminf": "lim\u2009inf",
}

// accent is a mark above a symbol; a wide one stretches over it.
type accent struct {
	mark string
	wide bool
}

func (a accent) stretchy() string {
	if a.wide {
		return "true"
	}
	return "false"
}

var accents = map[string]accent{
	"hat": {"^", false}, "widehat": {"^", true}, "bar": {"¯", false}, "tilde": {"~", false}, "widetilde": {"~", true},
	"vec": {"→", false}, "dot": {"˙", false}, "ddot": {"¨", false}, "check": {"ˇ", false}, "breve": {"˘", false},
	"overrightarrow": {"→", true},
}

// Widths of spaces.
var spaces = map[string]string{
	",": "0.1667em", ":": "0.2222em", ">": "0.2222em", ";": "0.2778em", "!": "-0.1667em", " ": "0.3333em",
	"\n": "0.3333em", "quad": "1em", "qquad": "2em", "enspace": "0.5em", "thinspace": "0.1667em",
}

// Sizes of delimiters.
var sizes = map[string]string{
	"big": "1.2em", "bigl": "1.2em", "bigr": "1.2em", "bigm": "1.2em",
	"Big": "1.8em", "Bigl": "1.8em", "Bigr": "1.8em", "Bigm": "1.8em",
	"bigg": "2.4em", "biggl": "2.4em", "biggr": "2.4em",
	"Bigg": "3em", "Biggl": "3em", "Biggr": "3em",
}
