package tex

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestMathML(t *testing.T) {
	for _, c := range []struct{ tex, want string }{
		{"x", "<mi>x</mi>"},
		{"12.5", "<mn>12.5</mn>"},
		{"x^10", "<mrow><msup><mi>x</mi><mn>1</mn></msup><mn>0</mn></mrow>"},
		{"-a", `<mrow><mo form="prefix">−</mo><mi>a</mi></mrow>`},
		{"a-b=-c", `<mrow><mi>a</mi><mo>−</mo><mi>b</mi><mo>=</mo><mo form="prefix">−</mo><mi>c</mi></mrow>`},
		{"a^\\top v", "<mrow><msup><mi>a</mi><mi>⊤</mi></msup><mi>v</mi></mrow>"},
		{"W_{ij}^2", "<msubsup><mi>W</mi><mrow><mi>i</mi><mi>j</mi></mrow><mn>2</mn></msubsup>"},
		{"x'^2", "<msup><mi>x</mi><mrow><mo>′</mo><mn>2</mn></mrow></msup>"},
		{"\\frac12", "<mfrac><mn>1</mn><mn>2</mn></mfrac>"},
		{"\\sqrt[3]{x}", "<mroot><mi>x</mi><mn>3</mn></mroot>"},
		{"\\mathbb{R}", "<mi>ℝ</mi>"},
		{"\\mathbf{W}", "<mi>𝐖</mi>"},
		{"\\boldsymbol{\\mu}", "<mi>𝝁</mi>"},
		{"\\boldsymbol\\theta", "<mi>𝜽</mi>"},
		{"\\mathcal{L}", "<mi>ℒ</mi>"},
		{"\\mathrm{KL}", `<mi mathvariant="normal">KL</mi>`},
		{"\\text{if } x", "<mrow><mtext>if\u00a0</mtext><mi>x</mi></mrow>"},
		{"\\log x", `<mrow><mi>log</mi><mspace width="0.1667em"></mspace><mi>x</mi></mrow>`},
		{"2\\log(x)", `<mrow><mn>2</mn><mspace width="0.1667em"></mspace><mi>log</mi><mo stretchy="false">(</mo><mi>x</mi><mo stretchy="false">)</mo></mrow>`},
		{"\\hat x", `<mover accent="true"><mi>x</mi><mo stretchy="false">^</mo></mover>`},
		{"a<b", "<mrow><mi>a</mi><mo>&lt;</mo><mi>b</mi></mrow>"},
		{"", "<mrow></mrow>"},
	} {
		got, err := MathML(c.tex, false)
		require.NoError(t, err, c.tex)
		require.Equal(t, "<math>"+c.want+"</math>", got, c.tex)
	}
}

// Formulas as lessons write them: what comes out must be well-formed.
var formulas = []string{
	`E(v,h) = -a^\top v - b^\top h - v^\top W h`,
	`p(v) = \frac{1}{Z} \sum_h e^{-E(v,h)}, \qquad Z = \sum_{v,h} \exp\left(-E(v,h)\right)`,
	`p(h_j = 1 \mid v) = \sigma\Bigl(b_j + \sum_i v_i W_{ij}\Bigr), \quad \sigma(x)=\frac{1}{1+e^{-x}}`,
	`F(v) = -a^\top v - \sum_{j=1}^{n} \log\left(1 + e^{b_j + v^\top W_{:j}}\right)`,
	`\frac{\partial \log p(v)}{\partial W_{ij}} = \langle v_i h_j\rangle_{\text{data}} - \langle v_i h_j\rangle_{\text{model}}`,
	`\mathbb{E}_{q_\phi(z\mid x)}\left[\log p_\theta(x\mid z)\right] - \mathrm{KL}\!\left(q_\phi(z|x)\,\|\,p(z)\right)`,
	`\begin{aligned} a &= b + c \\ &\le \max_{x \in \mathcal X} f(x)\end{aligned}`,
	`f(x) = \begin{cases} x & \text{if } x > 0 \\ 0 & \text{otherwise} \end{cases}`,
	`\begin{pmatrix} 1 & 0 \\ 0 & 1 \end{pmatrix}`,
	`\operatorname*{arg\,min}_\theta \lVert y - \hat y \rVert_2^2 + \lambda \|\theta\|_1`,
	`\log \hat Z = \log Z_0 + \log \frac1M \sum_{m} w_m \pm \sqrt{\operatorname{Var}(w)}`,
	`\int_0^\infty \! e^{-x^2}\,dx = \tfrac{\sqrt{\pi}}{2}`,
	`x \not= y, \binom{n}{k}, \underbrace{a+b}_{c}, \overline{x}, f''(x)`,
	`a &= b \\ &= c`,
}

func TestFormulasAreWellFormed(t *testing.T) {
	for _, f := range formulas {
		got, err := MathML(f, true)
		require.NoError(t, err)
		require.NoError(t, wellFormed(got), got)
		require.True(t, strings.HasPrefix(got, `<math display="block">`))
	}
}

func wellFormed(s string) error {
	d := xml.NewDecoder(strings.NewReader(s))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

func TestWhatIsUnknownIsAnError(t *testing.T) {
	for _, f := range []string{
		`\nosuch`, `{a`, `a}`, `\frac{a}`, `a^b^c`, `\left( a`, `\begin{tikz}a\end{tikz}`, `\begin{cases}a`,
		`\begin{matrix}a\end{cases}`, `\text{a`, `\sqrt`, `\bigl`, `\not a`, `\operatorname{\nosuch}`, strings.Repeat("{", 1000),
		`\left\nosuch a \right)`, `\`,
	} {
		_, err := MathML(f, false)
		require.ErrorIs(t, err, ErrUnknown, f)
	}
}

func FuzzMathML(f *testing.F) {
	for _, s := range formulas {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, err := MathML(s, true)
		if err == nil && validXML(s) {
			require.NoError(t, wellFormed(got), s)
		}
	})
}

// validXML reports whether all characters of s may stand in XML at all.
func validXML(s string) bool {
	for _, r := range s {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFD || r == 0xFFFE || r == 0xFFFF {
			return false
		}
	}
	return true
}
