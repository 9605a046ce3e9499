// A text area that colors Go: the area is transparent and lies over a <pre>
// with the same text in color. The keyboard is the browser's own, so Tab leaves
// the area and nobody is trapped.
const token = new RegExp([
  String.raw`(?<comment>//[^\n]*|/\*[^]*?(?:\*/|$))`,
  String.raw`(?<string>"(?:[^"\\\n]|\\.)*"?|${"`[^`]*`?"}|'(?:[^'\\\n]|\\.)*'?)`,
  String.raw`(?<number>\b(?:0[xXbBoO][\da-fA-F_]+|\d[\d_]*(?:\.\d*)?(?:[eE][+-]?\d+)?)i?|\.\d+(?:[eE][+-]?\d+)?)`,
  String.raw`(?<keyword>\b(?:break|case|chan|const|continue|default|defer|else|fallthrough|for|func|go|goto|if|import|interface|map|package|range|return|select|struct|switch|type|var|nil|true|false)\b)`,
  String.raw`(?<call>\b[A-Za-z_]\w*(?=\())`,
].join("|"), "g");

const escape = (text) => text.replace(/[&<>]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[c]);

// highlight returns Go code as HTML.
export function highlight(code) {
  let html = "", end = 0;
  for (const match of code.matchAll(token)) {
    const [kind] = Object.entries(match.groups).find(([, text]) => text !== undefined);
    html += `${escape(code.slice(end, match.index))}<span class="${kind}">${escape(match[0])}</span>`;
    end = match.index + match[0].length;
  }
  return html + escape(code.slice(end)) + "\n"; // the last line has a height even when empty
}

// edit keeps the colors behind the area up to date and the area as large as its
// text.
export function edit(area, colors) {
  const draw = () => {
    const lines = area.value.split("\n");
    area.rows = lines.length;
    colors.innerHTML = highlight(area.value);
    area.style.minWidth = `${colors.scrollWidth}px`;
  };
  area.addEventListener("input", draw);
  draw();
}
