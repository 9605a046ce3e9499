import { markdown } from "./markdown.js";

// Output shows what one cell produces: streams, values in several forms,
// updates in place, and errors.
export class Output {
  #root;
  #places = new Map(); // display ids
  #clearNext = false;

  constructor(root) { this.#root = root; }

  clear() {
    this.#root.replaceChildren();
    this.#places.clear();
    this.#clearNext = false;
  }

  // add shows the content of one message of the kernel.
  add(type, content) {
    switch (type) {
      case "stream": return this.stream(content.name, content.text);
      case "display_data": return this.#display(content);
      case "execute_result": return this.#display(content, content.execution_count);
      case "update_display_data": return this.#update(content);
      case "error": return this.error(content.ename, content.evalue, content.traceback);
      case "clear_output":
        if (content.wait) this.#clearNext = true;
        else this.clear();
    }
  }

  // stream appends text; a carriage return begins the line again.
  stream(name, text) {
    let pre = this.#root.lastElementChild;
    if (this.#clearNext || !pre?.matches(`pre.${name}`)) pre = this.#append(element("pre", name));
    const lines = (pre.textContent + plain(text)).replace(/\r\n/g, "\n").split("\n");
    pre.textContent = lines.map((line) => line.replace(/\r+$/, "").replace(/^.*\r/, "")).join("\n");
  }

  error(name, value, traceback) {
    const box = this.#append(element("div", "error"));
    box.setAttribute("role", "alert");
    const trace = plain((traceback || []).join("\n")).trim();
    box.append(element("pre", "", trace || `${name}: ${value}`));
  }

  // died shows the trace of a kernel that ended: what happened, and where in
  // Go's own code for those who ask.
  died(trace) {
    const [what, ...where] = plain(trace).trim().split("\n\n");
    this.error("", "", [what]);
    if (!where.length) return;
    const details = element("details");
    details.append(element("summary", "", "Go's trace"), element("pre", "", where.join("\n\n")));
    this.#root.lastElementChild.append(details);
  }

  note(text) { this.#append(element("p", "note", text)); }

  // put adds a piece of the page's own.
  put(node) { this.#append(node); }

  // settle takes away what waits for somebody.
  settle() { for (const form of this.#root.querySelectorAll("form")) form.remove(); }

  #display({ data, transient }, count) {
    const place = this.#append(element("div", "value"));
    if (count !== undefined) place.dataset.count = count;
    place.replaceChildren(render(data));
    const id = transient?.display_id;
    if (id) this.#places.set(id, [...(this.#places.get(id) || []), place]);
  }

  #update({ data, transient }) {
    for (const place of this.#places.get(transient?.display_id) || []) refresh(place, data);
  }

  #append(node) {
    if (this.#clearNext) this.clear();
    this.#root.append(node);
    return node;
  }
}

// refresh shows new data in an old place, without a flicker where it can.
function refresh(place, data) {
  const markup = markupOf(data), old = place.firstElementChild;
  if (markup && old?.shadowRoot) old.shadowRoot.innerHTML = markup;
  else place.replaceChildren(render(data));
}

// render chooses the richest form that it knows.
function render(data) {
  const markup = markupOf(data);
  if (markup) {
    const host = element("div", "markup"); // its styles stay inside, scripts do not run
    host.attachShadow({ mode: "open" }).innerHTML = markup;
    return host;
  }
  for (const type of ["image/png", "image/jpeg"]) {
    if (!data[type]) continue;
    const image = element("img");
    image.src = `data:${type};base64,${data[type]}`;
    image.alt = data["text/plain"] || "picture";
    return image;
  }
  if (data["text/markdown"]) return markdown(data["text/markdown"]);
  if (data["application/json"]) return element("pre", "", JSON.stringify(data["application/json"], null, 2));
  return element("pre", "", plain(data["text/plain"] || ""));
}

function markupOf(data) { return data["text/html"] || data["image/svg+xml"]; }

function element(name, className = "", text = "") {
  const node = document.createElement(name);
  if (className) node.className = className;
  node.textContent = text;
  return node;
}

// plain removes a terminal's color codes.
function plain(text) { return text.replace(/\x1b\[[0-9;]*m/g, ""); }
