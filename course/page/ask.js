// ask shows a form for the line that a cell wants to read and returns it. The
// answer stays in its place; Ctrl+D in the empty field is the end of the input.
export function ask(prompt, password, answer) {
  const form = document.createElement("form");
  form.className = "ask";
  const label = document.createElement("label");
  label.textContent = prompt || "input";
  const field = document.createElement("input");
  field.type = password ? "password" : "text";
  field.autocomplete = "off";
  label.append(field);
  form.append(label);
  const send = (value, shown) => {
    const line = document.createElement("pre");
    line.className = "stdin";
    line.textContent = prompt + shown;
    form.replaceWith(line);
    answer(value);
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(field.value, password ? "•".repeat(field.value.length) : field.value);
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "d" && event.ctrlKey && !field.value) { event.preventDefault(); send("\x04", "^D"); }
  });
  requestAnimationFrame(() => field.focus());
  return form;
}
