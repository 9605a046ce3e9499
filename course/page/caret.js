// Places in a text: Jupyter counts code points, the browser UTF-16 units.

export const points = (text, unit) => [...text.slice(0, unit)].length;
export const units = (text, point) => [...text].slice(0, point).join("").length;

// caret returns where on the screen the character at an offset of the colored
// text stands.
export function caret(colors, offset) {
  const walk = document.createTreeWalker(colors, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    if (offset <= node.length) {
      const range = document.createRange();
      range.setStart(node, offset);
      range.setEnd(node, offset);
      const box = range.getClientRects()[0];
      if (box) return box;
    }
    offset -= node.length;
  }
  return colors.getBoundingClientRect();
}

// place puts a box below a place, or above it where there is more room, and
// never beyond the window.
export function place(box, at) {
  const gap = 4, edge = 8;
  const below = innerHeight - at.bottom - gap - edge, above = at.top - gap - edge;
  box.style.maxHeight = `${Math.min(280, Math.max(below, above))}px`;
  const { width, height } = box.getBoundingClientRect();
  box.style.left = `${Math.max(edge, Math.min(at.left, innerWidth - width - edge))}px`;
  box.style.top = `${height <= below || below >= above ? at.bottom + gap : at.top - gap - height}px`;
}
