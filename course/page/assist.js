// Help while typing: what can stand at the cursor (Ctrl+Space, Tab behind a
// name, a dot) and what a name means (Shift+Tab).
import { caret, place, points, units } from "./caret.js";

// assist gives an area the keys. `kernel` answers complete and inspect; `busy`
// says when it cannot, because a cell runs.
export function assist(area, colors, kernel, busy) {
  const list = document.createElement("ul");
  list.id = "matches";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Completions");
  const card = document.createElement("div");
  card.className = "about";
  card.setAttribute("role", "status");
  for (const box of [list, card]) { box.hidden = true; document.body.append(box); }
  area.setAttribute("aria-autocomplete", "list");
  area.setAttribute("aria-controls", list.id);

  let matches = [], start = 0, chosen = 0, asked = 0, timer = 0;

  const close = () => {
    asked++;
    clearTimeout(timer);
    list.hidden = card.hidden = true;
    area.removeAttribute("aria-activedescendant");
  };
  const fitting = () => {
    const typed = area.value.slice(start, area.selectionStart).toLowerCase();
    return matches.filter((m) => m.text.toLowerCase().startsWith(typed));
  };

  function draw() {
    const fit = fitting();
    if (area.selectionStart < start || !fit.length) return close();
    chosen = Math.min(chosen, fit.length - 1);
    list.replaceChildren(...fit.slice(0, 200).map((m, i) => {
      const item = document.createElement("li");
      item.id = `match${i}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", String(i === chosen));
      for (const [name, text] of [["kind " + m.type.split(" ")[0], m.type.slice(0, 1)], ["text", m.text], ["signature", m.signature || m.type]]) {
        const part = document.createElement("span");
        part.className = name;
        part.textContent = text;
        if (name.startsWith("kind")) part.title = m.type;
        item.append(part);
      }
      item.addEventListener("mousedown", (event) => { event.preventDefault(); accept(m); });
      return item;
    }));
    list.hidden = false;
    place(list, caret(colors, start));
    list.children[chosen].scrollIntoView({ block: "nearest" });
    area.setAttribute("aria-activedescendant", `match${chosen}`);
  }

  // accept puts a match in the place of what was typed, so that undo takes it back.
  function accept(match) {
    const end = area.selectionStart, old = area.value;
    area.focus();
    area.setSelectionRange(start, end);
    if (!document.execCommand("insertText", false, match.text) && area.value === old) {
      area.setRangeText(match.text, start, end, "end");
      area.dispatchEvent(new Event("input"));
    }
    close();
  }

  async function complete(alone) {
    close();
    if (busy()) return;
    const mine = asked, code = area.value, at = area.selectionStart;
    const answer = await kernel.complete(code, points(code, at));
    if (mine !== asked || area.value !== code) return;
    matches = answer.metadata?._jupyter_types_experimental || [];
    start = units(code, answer.cursor_start);
    chosen = 0;
    if (alone && fitting().length === 1) accept(fitting()[0]);
    else draw();
  }

  async function inspect() {
    close();
    if (busy()) return;
    const mine = asked, code = area.value, at = area.selectionStart;
    const answer = await kernel.inspect(code, points(code, at));
    if (mine !== asked || !answer.found) return;
    const [decl, ...rest] = answer.data["text/plain"].split("\n\n");
    const pre = document.createElement("pre"), text = document.createElement("p");
    pre.textContent = decl;
    text.textContent = rest.join("\n\n");
    card.replaceChildren(pre, ...(rest.length ? [text] : []));
    card.hidden = false;
    place(card, caret(colors, at));
  }

  area.addEventListener("keydown", (event) => {
    const before = area.value.slice(0, area.selectionStart);
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    const done = (act) => { event.preventDefault(); event.stopImmediatePropagation(); act(); };
    if (event.key === " " && event.ctrlKey) return done(() => complete(false));
    if (event.key === "Escape" && !(list.hidden && card.hidden)) return done(close);
    if (event.key === "Tab" && event.shiftKey && /[\w(,. ]$/.test(before) && before.trim()) return done(inspect);
    if (list.hidden) {
      if (event.key === "Tab" && plain && !event.shiftKey && /[\p{L}\d_.]$/u.test(before)) done(() => complete(true));
      return;
    }
    const count = list.children.length;
    if (plain && event.key === "ArrowDown") return done(() => { chosen = (chosen + 1) % count; draw(); });
    if (plain && event.key === "ArrowUp") return done(() => { chosen = (chosen + count - 1) % count; draw(); });
    if (plain && !event.shiftKey && (event.key === "Enter" || event.key === "Tab")) return done(() => accept(fitting()[chosen]));
    if (event.key === "ArrowLeft" || event.key === "ArrowRight") close();
  });
  area.addEventListener("input", (event) => {
    if (!list.hidden) { chosen = 0; return draw(); }
    close();
    if (event.data === "." && /[\p{L}\d_)\]]\.$/u.test(area.value.slice(0, area.selectionStart))) {
      timer = setTimeout(() => complete(false), 150);
    }
  });
  area.addEventListener("blur", close);
  const follow = () => {
    if (!list.hidden) place(list, caret(colors, start));
    if (!card.hidden) place(card, caret(colors, area.selectionStart));
  };
  for (const [target, kind] of [[window, "resize"], [window, "scroll"], [area.parentElement, "scroll"]]) target.addEventListener(kind, follow);
}
