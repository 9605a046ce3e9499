package plot

// palette is Okabe and Ito's set of colors (Color Universal Design, 2008), with
// yellow last because it is faint on white.
var palette = [8]string{"#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#000000", "#d9cb00"}

const noneColor = "#999999" // of points without a class

// hue returns the color of a group; negative groups are none.
func hue(i int) string {
	if i < 0 {
		return noneColor
	}
	return palette[i%len(palette)]
}

// dash returns the attribute that tells lines of the same color apart.
func dash(i int) string {
	switch i / len(palette) % 3 {
	case 1:
		return ` stroke-dasharray="7 4"`
	case 2:
		return ` stroke-dasharray="2 4"`
	}
	return ""
}

// lineCap returns the shape of a group's markers: dots, then squares.
func lineCap(i int) string {
	if i >= 0 && i/len(palette)%2 == 1 {
		return "square"
	}
	return "round"
}
