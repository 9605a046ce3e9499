// markdown shows the Markdown that cells write: headings, lists, paragraphs, code,
// bold, italics and links. It builds nodes, so that text stays text.
export function markdown(text) {
  const root = document.createElement("div");
  root.className = "markdown";
  let list = null, code = null;
  for (const line of text.split("\n")) {
    if (line.startsWith("```")) {
      code = code ? null : add(root, "pre");
      continue;
    }
    if (code) { code.textContent += line + "\n"; continue; }
    const item = line.match(/^\s*(?:[-*]|(\d+)\.)\s+(.*)/), head = line.match(/^(#{1,6})\s+(.*)/);
    if (!item) list = null;
    if (head) inline(add(root, `h${Math.min(6, head[1].length + 2)}`), head[2]);
    else if (item) inline(add(list ||= add(root, item[1] ? "ol" : "ul"), "li"), item[2]);
    else if (line.trim()) inline(root.lastChild?.open ? join(root.lastChild) : open(add(root, "p")), line);
    else if (root.lastChild) root.lastChild.open = false;
  }
  return root;
}

const parts = /`([^`]+)`|\*\*([^*]+)\*\*|\*([^*]+)\*|\[([^\]]+)\]\((https?:[^)\s]+)\)/g;

function inline(node, text) {
  let end = 0;
  for (const m of text.matchAll(parts)) {
    node.append(text.slice(end, m.index));
    end = m.index + m[0].length;
    if (m[1]) add(node, "code").textContent = m[1];
    else if (m[2]) add(node, "b").textContent = m[2];
    else if (m[3]) add(node, "i").textContent = m[3];
    else Object.assign(add(node, "a"), { textContent: m[4], href: m[5] });
  }
  node.append(text.slice(end));
}

function add(parent, name) { return parent.appendChild(document.createElement(name)); }
function open(node) { node.open = true; return node; }
function join(node) { node.append(" "); return node; }
